package dev.heddle.sim.plant;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names of parts that a user writes. */
public final class Targets {

    /** Every form of a name. */
    public static final String FORMS = "rack-03, rack-03/tray-07, rack-03/tray-09..17, rack-03/tray-07/gpu-1,"
            + " rack-03/tray-07/gpu-1/link-5, rack-03/switch-4 or rack-03/switch-4/asic-1";

    private static final Pattern COMPUTE = Pattern.compile("rack-(\\d{1,5})(?:[/-]tray-(\\d{1,3})"
            + "(?:\\.\\.(?:tray-)?(\\d{1,3})|/gpu-(\\d{1,3})(?:/link-(\\d{1,3}))?)?)?");
    private static final Pattern SWITCH = Pattern.compile("rack-(\\d{1,5})/switch-(\\d{1,3})(?:/asic-(\\d{1,3}))?");

    private final int racks;
    private final Profile profile;

    Targets(int racks, Profile profile) {
        this.racks = racks;
        this.profile = profile;
    }

    /**
     * Reads a name. Nodes may be written as the node is called, {@code rack-03-tray-07}.
     *
     * @throws TargetException if it is no name, or names nothing that this world has
     */
    public Target parse(String text) throws TargetException {
        Matcher compute = COMPUTE.matcher(text);
        if (compute.matches()) {
            return computePart(compute);
        }
        Matcher part = SWITCH.matcher(text);
        if (part.matches()) {
            return switchPart(part);
        }
        throw new TargetException("'" + text + "' names no part; write " + FORMS);
    }

    private Target computePart(Matcher found) throws TargetException {
        int rack = rack(found.group(1));
        if (found.group(2) == null) {
            return new Target.OfRack(rack);
        }
        int tray = index("tray-", found.group(2), profile.computeTrays(), true);
        if (found.group(3) != null) {
            int last = index("tray-", found.group(3), profile.computeTrays(), true);
            if (last < tray) {
                throw new TargetException("the trays of a range are written from low to high");
            }
            return new Target.OfTrays(rack, tray, last);
        }
        if (found.group(4) == null) {
            return new Target.OfTray(rack, tray);
        }
        int gpu = index("gpu-", found.group(4), profile.gpus().size(), false);
        return found.group(5) == null
                ? new Target.OfGpu(rack, tray, gpu)
                : new Target.OfLink(rack, tray, gpu, index("link-", found.group(5), profile.linksPerGpu(), false));
    }

    private Target switchPart(Matcher found) throws TargetException {
        int rack = rack(found.group(1));
        int tray = index("switch-", found.group(2), profile.switchTrays(), false);
        return found.group(3) == null
                ? new Target.OfSwitch(rack, tray)
                : new Target.OfAsic(rack, tray, index("asic-", found.group(3), profile.asicsPerSwitchTray(), false));
    }

    private int rack(String digits) throws TargetException {
        int number = Integer.parseInt(digits);
        if (number < 1 || number > racks) {
            throw new TargetException(
                    "there is no rack-" + digits + "; racks are rack-01 to " + Target.rackName(racks - 1));
        }
        return number - 1;
    }

    private static int index(String what, String digits, int count, boolean twoDigits) throws TargetException {
        int index = Integer.parseInt(digits);
        if (index >= count) {
            String zero = twoDigits ? "00" : "0";
            throw new TargetException(
                    "there is no " + what + digits + "; there are " + what + zero + " to " + what + (count - 1));
        }
        return index;
    }
}
