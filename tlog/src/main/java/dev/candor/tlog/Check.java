package dev.candor.tlog;

/** Whether a proof or a signature holds, and if not, why not. */
public sealed interface Check {
    record Ok() implements Check {}

    record Failed(String why) implements Check {}

    static Check ok() {
        return new Ok();
    }

    static Check failed(String why) {
        return new Failed(why);
    }

    default boolean holds() {
        return this instanceof Ok;
    }
}
