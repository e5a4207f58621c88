package dev.heddle.cli.command;

import dev.heddle.cli.console.CommandFailure;
import dev.heddle.cli.session.Session;
import java.util.Optional;

/** Has a person type the name of what an irreversible step is about. */
final class Confirmation {

    private Confirmation() {}

    /**
     * Returns if the name was typed, or {@code yes} was given.
     *
     * @param consequence one sentence: what will happen
     */
    static void typed(Session session, boolean yes, String name, String consequence) throws CommandFailure {
        if (yes) {
            return;
        }
        Optional<String> typed = session.console().ask(consequence + " Type " + name + " to go on: ");
        if (typed.isEmpty()) {
            session.console().say("");
            throw CommandFailure.usage("Nobody is there to confirm: type " + name + " when asked, or give --yes.");
        }
        if (!typed.get().equals(name)) {
            throw CommandFailure.error("Not confirmed: nothing more was done.");
        }
    }
}
