package dev.candor.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.localservers.Repository;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import dev.candor.tlog.TreeHash;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnchorEventsTest {

    @Test
    void saysWhatTheGoldenSampleSays() {
        // given
        JsonMapper json = JsonMapper.builder().build();
        JsonNode sample = json.readTree(Repository.root()
                .orElseThrow()
                .resolve("spec/events/v1/CheckpointAnchored.sample.json")
                .toFile());
        JsonNode value = sample.path("value");
        JsonNode l1 = value.path("l1");
        RollupIdentity rollup = new RollupIdentity(
                new RollupId(value.path("rollupId").asLong()),
                new CandorDomain(31_337, Address.ZERO),
                31_337,
                Address.ZERO,
                value.path("origin").asString());
        Anchors.Anchor anchor = new Anchors.Anchor(
                value.path("size").asLong(),
                TreeHash.copyOf(Hash32.fromHex(value.path("root").asString()).toArray()),
                new Anchors.L1Place(
                        Hash32.fromHex(l1.path("transactionHash").asString()),
                        l1.path("blockNumber").asLong(),
                        Hash32.fromHex(l1.path("blockHash").asString()),
                        l1.path("logIndex").asInt()),
                Anchors.Standing.CONFIRMED,
                0);

        // when
        Outbox.Event event = AnchorEvents.anchored(rollup, anchor, 1);

        // then
        assertThat(json.<JsonNode>valueToTree(event.data())).isEqualTo(value);
        assertThat(event.topic()).isEqualTo(sample.path("topic").asString());
        assertThat(event.id()).isEqualTo(sample.path("headers").path("ce_id").asString());
        assertThat("dev.candor.%s.v1".formatted(event.type()))
                .isEqualTo(sample.path("headers").path("ce_type").asString());
    }
}
