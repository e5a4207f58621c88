package dev.heddle.sim.plant;

import java.util.Locale;

/**
 * A part of the simulated hardware that a user can name. Numbers are indices from 0; only racks are written from 1,
 * as {@code rack-01}.
 */
public sealed interface Target {

    /** Index of its rack from 0. */
    int rack();

    /** As a user writes it: {@code rack-03/tray-07/gpu-1/link-5}. */
    String text();

    /** The name of a rack. */
    static String rackName(int rack) {
        return String.format(Locale.ROOT, "rack-%02d", rack + 1);
    }

    /** The name of a compute tray inside its rack. */
    static String trayName(int tray) {
        return String.format(Locale.ROOT, "tray-%02d", tray);
    }

    /**
     * A rack.
     *
     * @param rack its index
     */
    record OfRack(int rack) implements Target {
        @Override
        public String text() {
            return rackName(rack);
        }
    }

    /**
     * Neighbouring compute trays of a rack.
     *
     * @param rack the rack
     * @param first first tray
     * @param last last tray, included
     */
    record OfTrays(int rack, int first, int last) implements Target {
        @Override
        public String text() {
            return rackName(rack) + "/" + trayName(first) + ".." + String.format(Locale.ROOT, "%02d", last);
        }
    }

    /**
     * A compute tray, which is a node.
     *
     * @param rack the rack
     * @param tray tray index
     */
    record OfTray(int rack, int tray) implements Target {
        @Override
        public String text() {
            return rackName(rack) + "/" + trayName(tray);
        }
    }

    /**
     * A GPU.
     *
     * @param rack the rack
     * @param tray the compute tray
     * @param gpu index on the node
     */
    record OfGpu(int rack, int tray, int gpu) implements Target {

        /** Its tray. */
        public OfTray node() {
            return new OfTray(rack, tray);
        }

        @Override
        public String text() {
            return node().text() + "/gpu-" + gpu;
        }
    }

    /**
     * An NVLink of a GPU.
     *
     * @param rack the rack
     * @param tray the compute tray
     * @param gpu the GPU
     * @param link link number
     */
    record OfLink(int rack, int tray, int gpu, int link) implements Target {

        /** Its GPU. */
        public OfGpu owner() {
            return new OfGpu(rack, tray, gpu);
        }

        @Override
        public String text() {
            return owner().text() + "/link-" + link;
        }
    }

    /**
     * A switch tray.
     *
     * @param rack the rack
     * @param tray index of the switch tray
     */
    record OfSwitch(int rack, int tray) implements Target {
        @Override
        public String text() {
            return rackName(rack) + "/switch-" + tray;
        }
    }

    /**
     * A switch ASIC.
     *
     * @param rack the rack
     * @param tray its switch tray
     * @param asic index inside the switch tray
     */
    record OfAsic(int rack, int tray, int asic) implements Target {
        @Override
        public String text() {
            return rackName(rack) + "/switch-" + tray + "/asic-" + asic;
        }
    }
}
