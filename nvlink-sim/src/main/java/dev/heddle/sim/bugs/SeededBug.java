package dev.heddle.sim.bugs;

import java.util.List;

/**
 * A known mistake.
 *
 * @param name what it is called on the command line
 * @param mistake the mistake, in one sentence
 * @param breaks the invariant that it must be seen to break, {@code I1} to {@code I8}
 * @param cuts where it is put into the code
 */
public record SeededBug(String name, String mistake, String breaks, List<Cut> cuts) {

    /** Copies the cuts. */
    public SeededBug {
        cuts = List.copyOf(cuts);
    }

    /** Where it is, for people: classes and methods. */
    public String where() {
        return String.join(
                ", ",
                cuts.stream()
                        .map(cut -> cut.owner().substring(cut.owner().lastIndexOf('.') + 1) + "." + cut.method())
                        .toList());
    }
}
