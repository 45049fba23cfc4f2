package dev.candor.audit.ingest;

import dev.candor.audit.log.Topic;
import dev.candor.protocol.types.Bytes;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What the log says of a record (log.md section 2). */
final class EventBytes {
    private static final String TYPE = "ce_type";
    private static final int MAX_TYPE_BYTES = 254;
    private static final byte[] NONE = {};

    private EventBytes() {}

    static Bytes of(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value() == null ? NONE : record.value();
        if (topic == Topic.ARRIVALS) {
            return Bytes.wrap(value);
        }
        byte[] type = type(record);
        byte[] event = new byte[1 + type.length + value.length];
        event[0] = (byte) type.length;
        System.arraycopy(type, 0, event, 1, type.length);
        System.arraycopy(value, 0, event, 1 + type.length, value.length);
        return Bytes.wrap(event);
    }

    /** Nothing unless there is exactly one. */
    private static byte[] type(ConsumerRecord<byte[], byte[]> record) {
        Iterator<Header> headers = record.headers().headers(TYPE).iterator();
        byte[] type = headers.hasNext() ? headers.next().value() : null;
        return type == null || type.length > MAX_TYPE_BYTES || headers.hasNext() ? NONE : type;
    }
}
