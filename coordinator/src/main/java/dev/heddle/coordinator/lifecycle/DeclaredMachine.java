package dev.heddle.coordinator.lifecycle;

import dev.heddle.coordinator.health.TransitionTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.config.StateMachineBuilder;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;
import org.springframework.statemachine.config.configurers.ExternalTransitionConfigurer;
import org.springframework.statemachine.guard.Guard;
import org.springframework.statemachine.support.DefaultStateMachineContext;
import org.springframework.statemachine.transition.Transition;
import reactor.core.publisher.Mono;

/**
 * A lifecycle as a Spring state machine. The value that its guards look at travels in a header of the message that
 * carries the trigger. The product reads the machine out once and never fires it; tests fire it to see that the table
 * says the same.
 *
 * @param <S> states
 * @param <T> triggers
 * @param <G> what guards look at
 */
final class DeclaredMachine<S extends Enum<S>, T extends Enum<T>, G> {

    private static final String GUARDED = "guarded";

    private final StateMachine<S, T> machine;
    private final Map<String, NamedGuard<G>> guards;

    private DeclaredMachine(StateMachine<S, T> machine, Map<String, NamedGuard<G>> guards) {
        this.machine = machine;
        this.guards = guards;
    }

    /** Declares transitions one by one. */
    static final class Declaration<S extends Enum<S>, T extends Enum<T>, G> {

        private final StateMachineBuilder.Builder<S, T> builder = StateMachineBuilder.builder();
        private final Map<String, NamedGuard<G>> guards = new HashMap<>();
        private final Class<G> guarded;
        private StateMachineTransitionConfigurer<S, T> transitions;

        /**
         * Declares the states.
         *
         * @param states every state
         * @param initial where a new thing starts
         * @param guarded type of what guards look at
         */
        Declaration(Class<S> states, S initial, Class<G> guarded) {
            this.guarded = guarded;
            try {
                builder.configureStates().withStates().initial(initial).states(EnumSet.allOf(states));
                transitions = builder.configureTransitions();
            } catch (Exception impossible) {
                throw new IllegalStateException("states cannot be declared", impossible);
            }
        }

        /** Declares a transition. */
        Declaration<S, T, G> move(S from, T on, NamedGuard<G> guard, S to) {
            try {
                ExternalTransitionConfigurer<S, T> transition = transitions
                        .withExternal()
                        .source(from)
                        .target(to)
                        .event(on)
                        .name(guard.name());
                if (!guard.name().isEmpty()) {
                    transition.guard(evaluating(guard));
                    guards.put(guard.name(), guard);
                }
                transitions = transition.and();
            } catch (Exception impossible) {
                throw new IllegalStateException(from + " to " + to + " cannot be declared", impossible);
            }
            return this;
        }

        /** Builds the machine. */
        DeclaredMachine<S, T, G> build() {
            return new DeclaredMachine<>(builder.build(), guards);
        }

        private Guard<S, T> evaluating(NamedGuard<G> guard) {
            return context -> guard.predicate().test(guarded.cast(context.getMessageHeader(GUARDED)));
        }
    }

    /** The machine's transitions as an immutable table. */
    TransitionTable<S, T, G> table() {
        return new TransitionTable<>(rows());
    }

    /** The machine's transitions, by source state, trigger and target state. */
    List<TransitionTable.Row<S, T, G>> rows() {
        List<TransitionTable.Row<S, T, G>> rows = new ArrayList<>();
        for (Transition<S, T> transition : machine.getTransitions()) {
            NamedGuard<G> guard = guards.getOrDefault(transition.getName(), NamedGuard.always());
            rows.add(new TransitionTable.Row<>(
                    transition.getSource().getId(),
                    transition.getTrigger().getEvent(),
                    guard.name(),
                    guard.predicate(),
                    transition.getTarget().getId()));
        }
        rows.sort(Comparator.comparing((TransitionTable.Row<S, T, G> row) -> row.from())
                .thenComparing(TransitionTable.Row::trigger)
                .thenComparing(TransitionTable.Row::to));
        return rows;
    }

    /** The state in which the machine itself ends when it is fired in {@code from}. */
    S fire(S from, T trigger, G guarded) {
        machine.stopReactively().block();
        machine.getStateMachineAccessor()
                .doWithAllRegions(region -> region.resetStateMachineReactively(
                                new DefaultStateMachineContext<>(from, null, null, null))
                        .block());
        machine.startReactively().block();
        machine.sendEvent(Mono.just(MessageBuilder.withPayload(trigger)
                        .setHeader(GUARDED, guarded)
                        .build()))
                .blockLast();
        return Objects.requireNonNull(machine.getState()).getId();
    }

    /** The machine drawn as a Mermaid state diagram. */
    String diagram() {
        StringBuilder text = new StringBuilder("stateDiagram-v2\n");
        text.append("    [*] --> ")
                .append(word(machine.getInitialState().getId()))
                .append('\n');
        for (TransitionTable.Row<S, T, G> row : rows()) {
            text.append("    ").append(word(row.from())).append(" --> ").append(word(row.to()));
            text.append(": ").append(word(row.trigger()));
            if (!row.guardName().isEmpty()) {
                text.append(" [").append(row.guardName()).append(']');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** A constant's name as users see it: {@code CLUSTER_UUID_CHANGING} is {@code ClusterUuidChanging}. */
    private static String word(Enum<?> constant) {
        return List.of(constant.name().split("_")).stream()
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining());
    }
}
