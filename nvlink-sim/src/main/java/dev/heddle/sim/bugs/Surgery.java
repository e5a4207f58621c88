package dev.heddle.sim.bugs;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is done to the code of one method. */
@FunctionalInterface
interface Surgery {

    /**
     * Writes the new code.
     *
     * @param method the method as it was
     * @param before its code as it was
     * @param code takes the new code
     */
    void rewrite(MethodModel method, CodeModel before, CodeBuilder code);

    /** The method answers {@code value}, whatever it is asked. */
    static Surgery answers(boolean value) {
        return (method, before, code) -> code.loadConstant(value ? 1 : 0).ireturn();
    }

    /** The method does nothing. */
    static Surgery doesNothing() {
        return (method, before, code) -> code.return_();
    }

    /** The method returns what it was given as argument {@code index}, the receiver counted as the first if it has one. */
    static Surgery returnsArgument(int index) {
        return (method, before, code) -> {
            Argument argument = arguments(method).get(index);
            code.loadLocal(argument.kind(), argument.slot());
            code.return_(TypeKind.from(method.methodTypeSymbol().returnType()));
        };
    }

    /** The method's code is this. */
    static Surgery becomes(Consumer<CodeBuilder> body) {
        return (method, before, code) -> body.accept(code);
    }

    /** The method does this first, then what it always did. */
    static Surgery doesFirst(Consumer<CodeBuilder> prelude) {
        return (method, before, code) -> {
            prelude.accept(code);
            before.forEach(code::with);
        };
    }

    /** Another method, static and with the same arguments (the receiver first), is called instead. */
    static Surgery calls(ClassDesc owner, String name) {
        return (method, before, code) -> {
            List<ClassDesc> types = load(method, code);
            ClassDesc result = method.methodTypeSymbol().returnType();
            code.invokestatic(owner, name, MethodTypeDesc.of(result, types));
            code.return_(TypeKind.from(result));
        };
    }

    /** What the method returns is handed, with its arguments, to a static method that answers in its place. */
    static Surgery returnsThrough(ClassDesc owner, String name) {
        return (method, before, code) -> before.forEach(element -> {
            if (element instanceof ReturnInstruction) {
                ClassDesc result = method.methodTypeSymbol().returnType();
                List<ClassDesc> types = new ArrayList<>(List.of(result));
                types.addAll(load(method, code));
                code.invokestatic(owner, name, MethodTypeDesc.of(result, types));
            }
            code.with(element);
        });
    }

    /** Where the method reads field {@code from}, it reads field {@code to} of the same class. */
    static Surgery reads(String from, String to) {
        return (method, before, code) -> {
            int found = 0;
            for (CodeElement element : before) {
                if (element instanceof FieldInstruction field && field.name().equalsString(from)) {
                    code.fieldAccess(field.opcode(), field.owner().asSymbol(), to, field.typeSymbol());
                    found++;
                } else {
                    code.with(element);
                }
            }
            if (found == 0) {
                throw new IllegalStateException(method.methodName() + " does not read " + from);
            }
        };
    }

    private static List<ClassDesc> load(MethodModel method, CodeBuilder code) {
        List<ClassDesc> types = new ArrayList<>();
        for (Argument argument : arguments(method)) {
            code.loadLocal(argument.kind(), argument.slot());
            types.add(argument.type());
        }
        return types;
    }

    private static List<Argument> arguments(MethodModel method) {
        List<Argument> arguments = new ArrayList<>();
        int slot = 0;
        if (!method.flags().has(AccessFlag.STATIC)) {
            ClassDesc receiver =
                    method.parent().map(owner -> owner.thisClass().asSymbol()).orElse(ConstantDescs.CD_Object);
            arguments.add(new Argument(receiver, slot++));
        }
        for (ClassDesc type : method.methodTypeSymbol().parameterList()) {
            arguments.add(new Argument(type, slot));
            slot += TypeKind.from(type).slotSize();
        }
        return arguments;
    }

    /**
     * An argument of a method.
     *
     * @param type its type
     * @param slot its local variable
     */
    record Argument(ClassDesc type, int slot) {

        TypeKind kind() {
            return TypeKind.from(type);
        }
    }
}
