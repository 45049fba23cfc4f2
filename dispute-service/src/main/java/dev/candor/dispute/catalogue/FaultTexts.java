package dev.candor.dispute.catalogue;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Hash32;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The words that this version has for faults, and the texts of evidence schemas by their hashes. Immutable. */
@Component
class FaultTexts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<FaultText> faults;
    private final Map<Hash32, String> schemas;

    FaultTexts() {
        this.faults = List.of(JSON.readValue(resource("faults.json"), FaultText[].class));
        this.schemas = Stream.of(JSON.readTree(resource("rules.json")))
                .flatMap(rules -> rules.valueStream())
                .map(rule -> rule.path("evidenceSchema").asString())
                .collect(Collectors.toUnmodifiableMap(Keccak256::hashUtf8, schema -> schema));
    }

    /** In the order of their kinds. */
    List<FaultText> all() {
        return faults;
    }

    /** The schema that a rule on L1 names; empty when this version does not know it. */
    Optional<String> schema(Hash32 hash) {
        return Optional.ofNullable(schemas.get(hash));
    }

    private static String resource(String name) {
        try (InputStream in = FaultTexts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Expected the resource %s in this jar, found none.".formatted(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
