package dev.candor.messaging;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code outbox_event}. */
class JdbcOutbox implements Outbox {
    private final JdbcClient jdbc;
    private final CloudEvents cloudEvents;

    JdbcOutbox(JdbcClient jdbc, CloudEvents cloudEvents) {
        this.jdbc = jdbc;
        this.cloudEvents = cloudEvents;
    }

    @Override
    public void add(Event event) {
        jdbc.sql("""
                        insert into outbox_event (event_id, topic, event_key, event_type, payload, at_millis)
                        values (:id, :topic, :key, :type, :payload, :at)
                        on conflict (event_id) do nothing""")
                .param("id", event.id())
                .param("topic", event.topic())
                .param("key", cloudEvents.key())
                .param("type", event.type())
                .param("payload", cloudEvents.write(event.data()))
                .param("at", event.atMillis())
                .update();
    }
}
