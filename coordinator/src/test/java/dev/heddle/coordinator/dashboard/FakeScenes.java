package dev.heddle.coordinator.dashboard;

import java.util.stream.IntStream;

/** Fabrics in a state worth looking at. */
final class FakeScenes {

    private FakeScenes() {}

    /** Some ComputeDomains, one that waits, a pulled tray, links down in a row and in a column, a cordoned rack. */
    static FakeFabric busy(int racks) {
        FakeFabric fabric = new FakeFabric(racks);
        fabric.create("train-1", 16, 4);
        fabric.create("train-2", 12, 4);
        fabric.create("eval-a", 6, 2);
        fabric.create("notebook", 1, 1);
        fabric.create("serve-llm", 9, 4);
        fabric.create("too-large", 40, 4);
        fabric.pullTray("rack-01", 7);
        for (int link : new int[] {2, 5, 11}) {
            fabric.link("rack-01", 2, 1, link, 'I');
        }
        fabric.link("rack-01", 4, 3, 9, 'D');
        IntStream.range(0, FakeRack.TRAYS * FakeRack.GPUS)
                .forEach(gpu -> fabric.link("rack-02", gpu / FakeRack.GPUS, gpu % FakeRack.GPUS, 6, 'I'));
        fabric.cordon("rack-03", true);
        return fabric;
    }
}
