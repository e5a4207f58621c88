package dev.heddle.sim.bugs;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Loads Heddle's classes once more, with seeded bugs put in. Everything else comes from the parent, so that only types
 * of the Java platform may pass between the two worlds.
 */
public final class BugLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String OURS = "dev.heddle.";

    private final List<Cut> cuts;

    /** With one bug. */
    public BugLoader(SeededBug bug) {
        super("seeded-bug", BugLoader.class.getClassLoader());
        this.cuts = bug.cuts();
    }

    /**
     * Runs a class of Heddle inside.
     *
     * @param entry binary name of a class that is a {@code Function<String, String>} with a public constructor without
     *     arguments
     * @param argument what it is given
     * @return what it answers
     */
    public String run(String entry, String argument) {
        try {
            Object instance =
                    loadClass(entry).asSubclass(Function.class).getConstructor().newInstance();
            @SuppressWarnings("unchecked")
            Function<String, String> function = (Function<String, String>) instance;
            return function.apply(argument);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(entry + " failed to start", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(entry + " cannot be run with a seeded bug", e);
        }
    }

    /**
     * Loads every class that is changed, and lets the Java platform verify it.
     *
     * @throws IllegalStateException if a method that is to be changed is not there
     * @throws LinkageError if the changed code makes no sense
     */
    void loadChanged() {
        Set<String> owners = cuts.stream().map(Cut::owner).collect(Collectors.toCollection(HashSet::new));
        for (String owner : owners) {
            try {
                Class.forName(owner, true, this);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("there is no class " + owner, e);
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        for (Cut cut : cuts) {
            if (cut.owner().equals(name)) {
                bytes = cut.apply(bytes, getParent());
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
