package dev.candor.audit.entries;

import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.Topic;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.RollupId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The samples of spec/events/v1 as entries of a log. */
public final class GoldenEvents {
    public static final long ROLLUP_ID = 901_901;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private GoldenEvents() {}

    /** The rollup they tell of, in the domain of spec/vectors/eip712.json. */
    public static RollupIdentity identity() {
        JsonNode domain = read("vectors/eip712.json").path("domain");
        long chainId = Long.parseLong(domain.path("chainId").asString());
        Address rollup = Address.fromHex(domain.path("verifyingContract").asString());
        return new RollupIdentity(
                new RollupId(ROLLUP_ID),
                new CandorDomain(chainId, rollup),
                chainId,
                rollup,
                "log.example.org/" + ROLLUP_ID);
    }

    public static ObjectNode value(String event) {
        return (ObjectNode) read("events/v1/" + event + ".sample.json").path("value");
    }

    public static Bytes arrival() {
        return Bytes.fromHex(
                read("events/v1/ArrivalRecord.sample.json").path("value").asString());
    }

    public static Bytes bytes(String event) {
        return bytes("dev.candor." + event + ".v1", value(event));
    }

    public static Bytes bytes(String type, JsonNode value) {
        return bytes(type, Bytes.wrap(MAPPER.writeValueAsBytes(value)));
    }

    /** {@code uint8 n ‖ n bytes of ce_type ‖ value}. */
    public static Bytes bytes(String type, Bytes value) {
        Bytes name = Bytes.wrap(type.getBytes(StandardCharsets.ISO_8859_1));
        return Bytes.concat(Bytes.wrap(new byte[] {(byte) name.size()}), name, value);
    }

    public static LogEntry entry(Topic topic, long offset, Bytes event) {
        return LogEntry.of(offset, topic, 0, offset, event);
    }

    private static JsonNode read(String path) {
        Path spec = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .map(folder -> folder.resolve("spec"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
        return MAPPER.readTree(spec.resolve(path).toFile());
    }
}
