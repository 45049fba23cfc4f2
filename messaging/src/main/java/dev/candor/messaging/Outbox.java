package dev.candor.messaging;

/** Takes events in the transaction of their cause; they reach Kafka in the order they were taken, each at least once. */
public interface Outbox {

    /** Joins the running transaction. A fact whose id was taken before is not taken again. */
    void add(Event event);

    /**
     * @param topic for example {@code candor.batches.v1}
     * @param type the event's name in spec/events.md, for example {@code BatchSealed}
     * @param id CloudEvents id, unique per fact, for example {@code sealed/0/12}
     * @param atMillis time of the fact, Unix milliseconds
     * @param data becomes the JSON value: a versioned record of the wire, never a domain type
     */
    record Event(String topic, String type, String id, long atMillis, Object data) {}
}
