package dev.candor.audit.findings;

import dev.candor.messaging.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Calls that are still to be made, in the database; bounded, the oldest are given up first. */
@Component
class WebhookQueue {
    static final int MAX_QUEUED = 10_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final boolean configured;
    private final Counter givenUp;

    WebhookQueue(JdbcClient jdbc, JsonMapper json, FindingsProperties properties, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.json = json;
        this.configured = !properties.webhookUrl().isEmpty();
        this.givenUp = meters.counter("candor.audit.findings.webhook.given.up");
    }

    /** @param attempts calls that failed so far */
    record Call(long id, String eventId, byte[] body, int attempts) {}

    /** Joins the running transaction; nothing happens without a URL. */
    void add(Outbox.Event event, long nowMillis) {
        if (!configured) {
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", event.id());
        body.put("type", "dev.candor.%s.v1".formatted(event.type()));
        body.put("data", event.data());
        jdbc.sql("""
                        insert into finding_webhook (event_id, body, due_at_millis, added_at_millis)
                        values (:event, :body, :now, :now) on conflict (event_id) do nothing""")
                .param("event", event.id())
                .param("body", json.writeValueAsBytes(body))
                .param("now", nowMillis)
                .update();
        int tooMany = jdbc.sql("""
                        delete from finding_webhook where id in (
                            select id from finding_webhook order by id desc offset :max)""").param("max", MAX_QUEUED).update();
        givenUp.increment(tooMany);
    }

    /** Calls that are due, oldest first. */
    List<Call> due(long nowMillis, int limit) {
        return jdbc.sql("""
                        select id, event_id, body, attempts from finding_webhook
                        where due_at_millis <= :now order by id limit :limit""")
                .param("now", nowMillis)
                .param("limit", limit)
                .query((row, index) -> new Call(row.getLong(1), row.getString(2), row.getBytes(3), row.getInt(4)))
                .list();
    }

    void done(Call call) {
        jdbc.sql("delete from finding_webhook where id = :id")
                .param("id", call.id())
                .update();
    }

    void giveUp(Call call) {
        done(call);
        givenUp.increment();
    }

    void again(Call call, long dueAtMillis) {
        jdbc.sql("update finding_webhook set attempts = attempts + 1, due_at_millis = :due where id = :id")
                .param("due", dueAtMillis)
                .param("id", call.id())
                .update();
    }

    long size() {
        return jdbc.sql("select count(*) from finding_webhook")
                .query(Long.class)
                .single();
    }
}
