package dev.heddle.coordinator.agents;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes fields of a message, anywhere in it, to what lies at the edges of their types: still a message. */
final class MessageMutator {

    private static final int[] INTS = {0, 1, -1, 17, 18, 71, 72, 2048, 1 << 20, 1 << 31, Integer.MAX_VALUE};
    private static final long[] LONGS = {
        0, 1, -1, 1 << 20, (1 << 20) + 2, 1L << 53, 1L << 62, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1
    };
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "-",
            "~",
            "../../etc/passwd",
            "GPU-0",
            "GPU-00000001-0000-0000-0000-000000000000",
            "rack-01",
            "rack-01-tray-01",
            "00000000-0000-0000-0000-000000000000",
            "00000000-0000-0000-0000-000000000001",
            "boot-rack-01-tray-00",
            "x".repeat(64),
            "x".repeat(128),
            "x".repeat(129),
            "x".repeat(1_024),
            "x".repeat(5_000),
            "a\u0000b",
            "größer 漢字",
            "\u202Egnp");

    private static final int MANY = 1_100;

    private final RandomGenerator random;

    MessageMutator(RandomGenerator random) {
        this.random = random;
    }

    /** One to three changes. */
    <M extends Message> M mutate(M message) {
        Message.Builder builder = message.toBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            change(builder);
        }
        @SuppressWarnings("unchecked")
        M result = (M) builder.build();
        return result;
    }

    private void change(Message.Builder builder) {
        List<FieldDescriptor> fields = builder.getDescriptorForType().getFields();
        if (fields.isEmpty()) {
            return;
        }
        FieldDescriptor field = fields.get(random.nextInt(fields.size()));
        if (field.isRepeated()) {
            changeList(builder, field);
        } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            changeMessage(builder, field);
        } else {
            builder.setField(field, edge(builder, field));
        }
    }

    private void changeMessage(Message.Builder builder, FieldDescriptor field) {
        // Another member of a oneof would replace the message that is there.
        if (field.getContainingOneof() != null && !builder.hasField(field) && random.nextInt(8) > 0) {
            builder.getAllFields().keySet().stream()
                    .filter(set -> set.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !set.isRepeated())
                    .findFirst()
                    .ifPresent(set -> change(builder.getFieldBuilder(set)));
        } else if (random.nextInt(12) == 0) {
            builder.clearField(field);
        } else {
            change(builder.getFieldBuilder(field));
        }
    }

    private void changeList(Message.Builder builder, FieldDescriptor field) {
        int size = builder.getRepeatedFieldCount(field);
        boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        switch (random.nextInt(size == 0 ? 2 : 7)) {
            case 0 -> builder.addRepeatedField(field, edge(builder, field));
            case 1 -> repeat(builder, field, random.nextInt(6) == 0 ? MANY : 2, edge(builder, field));
            case 2 -> repeat(builder, field, 1, builder.getRepeatedField(field, random.nextInt(size)));
            case 3 -> builder.clearField(field);
            default -> {
                int at = random.nextInt(size);
                if (message) {
                    change(builder.getRepeatedFieldBuilder(field, at));
                } else {
                    builder.setRepeatedField(field, at, edge(builder, field));
                }
            }
        }
    }

    private static void repeat(Message.Builder builder, FieldDescriptor field, int times, Object element) {
        for (int i = 0; i < times; i++) {
            builder.addRepeatedField(field, element);
        }
    }

    private Object edge(Message.Builder builder, FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> INTS[random.nextInt(INTS.length)];
            case LONG -> LONGS[random.nextInt(LONGS.length)];
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTE_STRING -> ByteString.copyFrom(new byte[random.nextInt(40)]);
            case ENUM -> constant(field.getEnumType());
            case MESSAGE -> builder.newBuilderForField(field).build();
            case FLOAT -> Float.NaN;
            case DOUBLE -> Double.NaN;
        };
    }

    private Object constant(EnumDescriptor type) {
        int number =
                random.nextInt(8) == 0 ? 9_999 : random.nextInt(type.getValues().size() + 1);
        return type.findValueByNumberCreatingIfUnknown(number);
    }
}
