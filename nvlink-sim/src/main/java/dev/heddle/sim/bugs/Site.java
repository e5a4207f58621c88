package dev.heddle.sim.bugs;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/**
 * A method that a seeded bug changes.
 *
 * @param owner binary name of its class
 * @param method its name
 * @param type its parameters and result
 */
record Site(String owner, String method, MethodTypeDesc type) {

    private static final String COORDINATOR = "dev.heddle.coordinator.";
    private static final String ALLOCATION = COORDINATOR + "allocation.";
    private static final String ENGINE = COORDINATOR + "engine.";
    private static final String APPLY = "dev.heddle.agent.apply.";
    private static final String MODEL = "dev.heddle.contract.model.";

    /** A method of the allocation package. */
    static Site allocation(String owner, String method, ClassDesc result, ClassDesc... parameters) {
        return new Site(ALLOCATION + owner, method, MethodTypeDesc.of(result, parameters));
    }

    /** A method of the engine. */
    static Site engine(String owner, String method, ClassDesc result, ClassDesc... parameters) {
        return new Site(ENGINE + owner, method, MethodTypeDesc.of(result, parameters));
    }

    /** A method of the node agent's {@code apply} package. */
    static Site apply(String owner, String method, ClassDesc result, ClassDesc... parameters) {
        return new Site(APPLY + owner, method, MethodTypeDesc.of(result, parameters));
    }

    /** A method of the coordinator; {@code owner} with its package below {@code dev.heddle.coordinator}. */
    static Site coordinator(String owner, String method, ClassDesc result, ClassDesc... parameters) {
        return new Site(COORDINATOR + owner, method, MethodTypeDesc.of(result, parameters));
    }

    /** A method of any class. */
    static Site anywhere(String owner, String method, ClassDesc result, ClassDesc... parameters) {
        return new Site(owner, method, MethodTypeDesc.of(result, parameters));
    }

    static ClassDesc coordinator(String type) {
        return ClassDesc.of(COORDINATOR + type);
    }

    static ClassDesc allocation(String type) {
        return ClassDesc.of(ALLOCATION + type);
    }

    static ClassDesc engine(String type) {
        return ClassDesc.of(ENGINE + type);
    }

    static ClassDesc apply(String type) {
        return ClassDesc.of(APPLY + type);
    }

    static ClassDesc model(String type) {
        return ClassDesc.of(MODEL + type);
    }

    static ClassDesc java(Class<?> type) {
        return type.describeConstable().orElse(ConstantDescs.CD_Object);
    }

    /** The method changed in this way. */
    Cut cut(Surgery surgery) {
        return new Cut(owner, method, type.descriptorString(), surgery);
    }

    /** The bug that this one change makes. */
    static SeededBug bug(String name, String mistake, String breaks, Cut... cuts) {
        return new SeededBug(name, mistake, breaks, Arrays.asList(cuts));
    }
}
