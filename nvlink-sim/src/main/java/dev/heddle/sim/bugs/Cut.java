package dev.heddle.sim.bugs;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * One changed method.
 *
 * @param owner binary name of its class
 * @param method its name
 * @param descriptor its descriptor: a changed signature is not mistaken for the same method
 * @param surgery what is done to it
 */
record Cut(String owner, String method, String descriptor, Surgery surgery) {

    /**
     * The class with the method changed.
     *
     * @throws IllegalStateException if the class has no such method with code
     */
    byte[] apply(byte[] bytes, ClassLoader known) {
        ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(known).orElse(ClassHierarchyResolver.defaultResolver())));
        ClassModel model = files.parse(bytes);
        List<MethodModel> targets =
                model.methods().stream().filter(this::isTarget).toList();
        if (targets.size() != 1 || targets.getFirst().code().isEmpty()) {
            throw new IllegalStateException(owner + " has no method " + method + descriptor
                    + " with code: the seeded bug must follow the code it breaks");
        }
        ClassTransform transform = ClassTransform.transformingMethods(this::isTarget, (builder, element) -> {
            if (element instanceof CodeModel code) {
                builder.withCode(into -> surgery.rewrite(targets.getFirst(), code, into));
            } else {
                builder.with(element);
            }
        });
        return files.transformClass(model, transform);
    }

    private boolean isTarget(MethodModel candidate) {
        return candidate.methodName().equalsString(method)
                && candidate.methodTypeSymbol().equals(MethodTypeDesc.ofDescriptor(descriptor));
    }
}
