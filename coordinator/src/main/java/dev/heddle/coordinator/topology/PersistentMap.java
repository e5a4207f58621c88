package dev.heddle.coordinator.topology;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map. A change makes a new map that shares all but O(log n) entries with the old one, so that
 * an image of a whole fleet can be kept for each version that somebody still reads. Iteration is in key order.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class PersistentMap<K extends Comparable<K>, V> implements Iterable<PersistentMap.Entry<K, V>> {

    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null);

    private final @Nullable Node<K, V> root;

    private PersistentMap(@Nullable Node<K, V> root) {
        this.root = root;
    }

    /** The empty map. */
    @SuppressWarnings("unchecked")
    public static <K extends Comparable<K>, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    /**
     * A key and its value.
     *
     * @param key the key
     * @param value the value
     */
    public record Entry<K, V>(K key, V value) {}

    /** Number of entries. */
    public int size() {
        return size(root);
    }

    /** Whether there is no entry. */
    public boolean isEmpty() {
        return root == null;
    }

    /** The value at {@code key}. */
    public Optional<V> get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return Optional.of(node.value);
            }
            node = order < 0 ? node.left : node.right;
        }
        return Optional.empty();
    }

    /** Whether there is a value at {@code key}. */
    public boolean contains(K key) {
        return get(key).isPresent();
    }

    /** This map with {@code value} at {@code key}. */
    public PersistentMap<K, V> put(K key, V value) {
        return new PersistentMap<>(put(root, key, value));
    }

    /** This map without {@code key}. */
    public PersistentMap<K, V> remove(K key) {
        return contains(key) ? new PersistentMap<>(remove(root, key)) : this;
    }

    /** This map with the value at {@code key}, if there is one, replaced. */
    public PersistentMap<K, V> update(K key, UnaryOperator<V> change) {
        return get(key).map(value -> put(key, change.apply(value))).orElse(this);
    }

    /** The values in key order. */
    public Iterable<V> values() {
        return () -> new Iterator<>() {
            private final Iterator<Entry<K, V>> entries = iterator();

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public V next() {
                return entries.next().value();
            }
        };
    }

    @Override
    public Iterator<Entry<K, V>> iterator() {
        Deque<Node<K, V>> path = new ArrayDeque<>();
        descend(path, root);
        return new Walk<>(path);
    }

    /** The entries with keys above {@code key}, in order. */
    public Iterable<Entry<K, V>> after(K key) {
        return () -> {
            Deque<Node<K, V>> path = new ArrayDeque<>();
            Node<K, V> node = root;
            while (node != null) {
                if (key.compareTo(node.key) < 0) {
                    path.push(node);
                    node = node.left;
                } else {
                    node = node.right;
                }
            }
            return new Walk<>(path);
        };
    }

    private static <K, V> void descend(Deque<Node<K, V>> path, @Nullable Node<K, V> from) {
        Node<K, V> node = from;
        while (node != null) {
            path.push(node);
            node = node.left;
        }
    }

    private static <K extends Comparable<K>, V> Node<K, V> put(@Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.left, node.right);
        }
        return order < 0
                ? balance(node.key, node.value, put(node.left, key, value), node.right)
                : balance(node.key, node.value, node.left, put(node.right, key, value));
    }

    private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order < 0) {
            return balance(node.key, node.value, remove(node.left, key), node.right);
        }
        if (order > 0) {
            return balance(node.key, node.value, node.left, remove(node.right, key));
        }
        if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        Node<K, V> next = node.right;
        while (next.left != null) {
            next = next.left;
        }
        return balance(next.key, next.value, node.left, remove(node.right, next.key));
    }

    /** Joins two trees whose heights differ by at most two. */
    private static <K, V> Node<K, V> balance(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        if (left != null && height(left) > height(right) + 1) {
            Node<K, V> inner = left.right;
            if (inner != null && height(inner) > height(left.left)) {
                return new Node<>(
                        inner.key,
                        inner.value,
                        new Node<>(left.key, left.value, left.left, inner.left),
                        new Node<>(key, value, inner.right, right));
            }
            return new Node<>(left.key, left.value, left.left, new Node<>(key, value, inner, right));
        }
        if (right != null && height(right) > height(left) + 1) {
            Node<K, V> inner = right.left;
            if (inner != null && height(inner) > height(right.right)) {
                return new Node<>(
                        inner.key,
                        inner.value,
                        new Node<>(key, value, left, inner.left),
                        new Node<>(right.key, right.value, inner.right, right.right));
            }
            return new Node<>(right.key, right.value, new Node<>(key, value, left, inner), right.right);
        }
        return new Node<>(key, value, left, right);
    }

    private static int height(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    private static int size(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.size;
    }

    private static final class Node<K, V> {
        final K key;
        final V value;
        final @Nullable Node<K, V> left;
        final @Nullable Node<K, V> right;
        final int height;
        final int size;

        Node(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
            this.key = key;
            this.value = value;
            this.left = left;
            this.right = right;
            this.height = 1 + Math.max(height(left), height(right));
            this.size = 1 + size(left) + size(right);
        }
    }

    private record Walk<K, V>(Deque<Node<K, V>> path) implements Iterator<Entry<K, V>> {

        @Override
        public boolean hasNext() {
            return !path.isEmpty();
        }

        @Override
        public Entry<K, V> next() {
            if (path.isEmpty()) {
                throw new NoSuchElementException();
            }
            Node<K, V> node = path.pop();
            descend(path, node.right);
            return new Entry<>(node.key, node.value);
        }
    }
}
