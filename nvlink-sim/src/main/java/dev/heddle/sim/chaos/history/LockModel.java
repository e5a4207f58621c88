package dev.heddle.sim.chaos.history;

import java.util.Optional;

/** A GPU, or a channel of a ledger unit: held by one ComputeDomain or by nobody. */
public final class LockModel implements Model<Optional<String>, LockModel.Step> {

    /** Something that happens to it. */
    public sealed interface Step {

        /** Who is meant. */
        String uid();

        /**
         * It is granted.
         *
         * @param uid to whom
         */
        record Acquire(String uid) implements Step {}

        /**
         * It is given back.
         *
         * @param uid by whom
         */
        record Release(String uid) implements Step {}

        /**
         * Somebody is seen with it.
         *
         * @param uid who
         */
        record Holds(String uid) implements Step {}
    }

    @Override
    public Optional<String> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<Optional<String>> step(Optional<String> holder, Step step) {
        boolean its = holder.equals(Optional.of(step.uid()));
        return switch (step) {
            case Step.Acquire(String uid) -> holder.isEmpty() ? Optional.of(Optional.of(uid)) : Optional.empty();
            case Step.Release _ -> its ? Optional.of(Optional.empty()) : Optional.empty();
            case Step.Holds _ -> its ? Optional.of(holder) : Optional.empty();
        };
    }
}
