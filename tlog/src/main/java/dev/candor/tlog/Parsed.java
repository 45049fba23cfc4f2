package dev.candor.tlog;

import java.util.function.Function;

/** What reading untrusted bytes gives: the value, or why they are not one. */
public sealed interface Parsed<T> {
    record Ok<T>(T value) implements Parsed<T> {}

    /**
     * @param why one sentence or two: what was expected and what was found
     */
    record Malformed<T>(String why) implements Parsed<T> {
        <U> Malformed<U> cast() {
            return new Malformed<>(why);
        }
    }

    static <T> Parsed<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Parsed<T> malformed(String why) {
        return new Malformed<>(why);
    }

    /** The value; throws {@link IllegalArgumentException} with the reason, for input that is trusted (configuration). */
    default T orThrow() {
        return switch (this) {
            case Ok<T>(T value) -> value;
            case Malformed<T>(String why) -> throw new IllegalArgumentException(why);
        };
    }

    default <U> Parsed<U> then(Function<? super T, Parsed<U>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Malformed<T> malformed -> malformed.cast();
        };
    }

    default <U> Parsed<U> map(Function<? super T, ? extends U> next) {
        return switch (this) {
            case Ok<T>(T value) -> ok(next.apply(value));
            case Malformed<T> malformed -> malformed.cast();
        };
    }
}
