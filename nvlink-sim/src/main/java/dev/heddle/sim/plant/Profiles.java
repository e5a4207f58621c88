package dev.heddle.sim.plant;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads rack profiles. */
public final class Profiles {

    /** The profile that is used where none is named. */
    public static final String DEFAULT = "gb200-nvl72";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Profiles() {}

    /**
     * A profile that comes with the simulator.
     *
     * @param name such as {@code gb200-nvl72}
     * @throws IOException if there is none of that name
     */
    public static Profile builtIn(String name) throws IOException {
        try (InputStream in = Profiles.class.getResourceAsStream("/profiles/" + name + ".yaml")) {
            if (in == null) {
                throw new IOException("no built-in profile " + name);
            }
            return parse(name, in.readAllBytes());
        }
    }

    /**
     * A profile from a file.
     *
     * @throws IOException if it cannot be read, with the field that is wrong
     */
    public static Profile load(Path file) throws IOException {
        return parse(file.toString(), Files.readAllBytes(file));
    }

    private static Profile parse(String source, byte[] yaml) throws IOException {
        try {
            return YAML.readValue(yaml, Profile.class);
        } catch (JacksonException e) {
            throw new IOException("profile " + source + ": " + e.getOriginalMessage() + " " + e.getPathReference(), e);
        } catch (NullPointerException e) {
            throw new IOException("profile " + source + ": a field is missing", e);
        }
    }
}
