package dev.heddle.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The rows of a truth table: a record whose components are enums and booleans, in every combination. */
public final class Combinations {

    private Combinations() {}

    /** Every record of that type that there can be. */
    public static <R extends Record> List<R> of(Class<R> type) {
        List<List<Object>> rows = List.of(List.of());
        for (RecordComponent component : type.getRecordComponents()) {
            rows = rows.stream()
                    .flatMap(row -> longer(row, component.getType()))
                    .toList();
        }
        return rows.stream().map(row -> made(type, row)).toList();
    }

    private static Stream<List<Object>> longer(List<Object> row, Class<?> input) {
        Object[] values = input == boolean.class ? new Object[] {false, true} : input.getEnumConstants();
        return Arrays.stream(values)
                .map(value -> Stream.concat(row.stream(), Stream.of(value)).toList());
    }

    private static <R extends Record> R made(Class<R> type, List<Object> row) {
        Class<?>[] inputs = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(inputs);
            constructor.setAccessible(true);
            return constructor.newInstance(row.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made of " + row, e);
        }
    }
}
