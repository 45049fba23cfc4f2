package dev.candor.sequencer.witness;

import dev.candor.protocol.eip712.ExecutionStatement;
import dev.candor.protocol.types.Bytes;
import dev.candor.sequencer.execution.ExecutionWitness;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of spec/execution-witness.md. */
final class WitnessForm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WitnessForm() {}

    /** UTF-8; the same witness is the same bytes. */
    static byte[] json(ExecutionStatement statement, ExecutionWitness witness) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("rollupId", statement.rollupId().toString());
            out.writeStringProperty("generation", statement.generation().toString());
            out.writeStringProperty("number", statement.number().toString());
            out.writeStringProperty("parentHeader", witness.parentHeader().toHex());
            out.writeStringProperty("block", witness.block().toHex());
            out.writeName("witness");
            out.writeStartObject();
            write(out, "state", witness.state());
            write(out, "codes", witness.codes());
            write(out, "headers", witness.headers());
            out.writeEndObject();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, String name, Iterable<Bytes> all) {
        out.writeName(name);
        out.writeStartArray();
        all.forEach(one -> out.writeString(one.toHex()));
        out.writeEndArray();
    }
}
