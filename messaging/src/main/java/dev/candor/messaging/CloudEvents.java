package dev.candor.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import tools.jackson.databind.json.JsonMapper;

/** CloudEvents 1.0 in Kafka's binary mode: the attributes in {@code ce_} headers, the data as JSON (spec/events.md section 1). */
public final class CloudEvents {
    private static final String SPEC_VERSION = "1.0";
    private static final String CONTENT_TYPE = "application/json";
    private static final DateTimeFormatter RFC3339_MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final JsonMapper json;
    private final String source;
    private final byte[] key;

    public CloudEvents(JsonMapper json, EventSource source) {
        this.json = json;
        this.source = source.uri();
        this.key = utf8(source.key());
    }

    /** The record of an event whose data is still an object. */
    public ProducerRecord<byte[], byte[]> record(Outbox.Event event) {
        return record(event.topic(), event.type(), event.id(), event.atMillis(), write(event.data()));
    }

    /** JSON, UTF-8. */
    byte[] write(Object data) {
        return json.writeValueAsBytes(data);
    }

    String key() {
        return new String(key, StandardCharsets.UTF_8);
    }

    ProducerRecord<byte[], byte[]> record(String topic, String type, String id, long atMillis, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("content-type", utf8(CONTENT_TYPE));
        headers.add("ce_specversion", utf8(SPEC_VERSION));
        headers.add("ce_type", utf8("dev.candor.%s.v1".formatted(type)));
        headers.add("ce_source", utf8(source));
        headers.add("ce_id", utf8(id));
        headers.add("ce_time", utf8(RFC3339_MILLIS.format(Instant.ofEpochMilli(atMillis))));
        return new ProducerRecord<>(topic, null, key, value, headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
