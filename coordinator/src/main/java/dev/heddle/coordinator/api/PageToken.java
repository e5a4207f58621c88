package dev.heddle.coordinator.api;

import dev.heddle.coordinator.allocation.ImageVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list goes on.
 *
 * @param version the image that every page of the list shows
 * @param offset first row of the page
 * @param list digest of the list with its filters
 */
record PageToken(ImageVersion version, int offset, int list) {

    /** Characters of a page token; a longer one is no token. */
    private static final int MAX_CHARS = 128;

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.(\\d{1,18}) (\\d{1,9}) (-?\\d{1,10})");

    static PageToken of(ImageVersion version, int offset, String list) {
        return new PageToken(version, offset, list.hashCode());
    }

    /** Whether the token is good for that list. */
    boolean fits(String other) {
        return list == other.hashCode();
    }

    String encoded() {
        String text = version + " " + offset + " " + list;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Optional<PageToken> decode(String encoded) {
        if (encoded.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(encoded);
            Matcher found = FORM.matcher(new String(bytes, StandardCharsets.US_ASCII));
            return found.matches()
                    ? Optional.of(new PageToken(
                            ImageVersion.parse(found.group(1) + "." + found.group(2)),
                            Integer.parseInt(found.group(3)),
                            Integer.parseInt(found.group(4))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
