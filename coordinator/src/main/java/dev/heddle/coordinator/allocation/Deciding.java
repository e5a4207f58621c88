package dev.heddle.coordinator.allocation;

/** Decides what a command changes. Pure: the same image, command and context give the same decision. */
public interface Deciding {

    /**
     * Decides one command.
     *
     * @param image what is committed, with every event in flight applied
     * @param command the command
     * @param context what a decision needs from outside
     */
    Decision decide(Image image, Command command, Context context);
}
