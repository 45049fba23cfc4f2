package dev.candor.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.audit.AuditDatabase;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.http.problems.ProblemException;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.RollupId;
import dev.candor.tlog.TreeHash;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AnchorsResourceTest {
    private static final String CONTRACT = "0x00000000000000000000000000000000000000aa";

    private AnchorRows rows;
    private AnchorsResource resource;

    @BeforeEach
    void open() {
        rows = new AnchorRows(JdbcClient.create(AuditDatabase.migrated()));
        RollupIdentity rollup = new RollupIdentity(
                new RollupId(901), new CandorDomain(31_337, Address.ZERO), 31_337, Address.ZERO, "log.example.org/901");
        AnchorProperties properties = new AnchorProperties(CONTRACT, Duration.ofHours(1), 1, 1, 1, 1);
        resource = new AnchorsResource(rows, properties, rollup);
    }

    @Test
    void pagesFromTheNewestToTheFirst() {
        // given
        for (int size = 1; size <= 5; size++) {
            rows.add(anchor(size));
        }
        rows.confirm(103, 7);
        rows.complete(101, 8);

        // when
        AnchorsResource.Page first = resource.anchors(null, 2);
        AnchorsResource.Page second = resource.anchors(Long.valueOf(first.next()), 2);
        AnchorsResource.Page last = resource.anchors(Long.valueOf(second.next()), 2);

        // then
        assertThat(first.contract()).isEqualTo(CONTRACT);
        assertThat(first.anchors()).extracting(AnchorsResource.AnchorV1::size).containsExactly("5", "4");
        assertThat(first.anchors())
                .extracting(AnchorsResource.AnchorV1::standing)
                .containsExactly("seen", "seen");
        assertThat(second.anchors())
                .extracting(AnchorsResource.AnchorV1::standing)
                .containsExactly("confirmed", "confirmed");
        assertThat(last.anchors())
                .extracting(AnchorsResource.AnchorV1::standing)
                .containsExactly("final");
        assertThat(last.next()).isNull();
    }

    @Test
    void givesNoNextPageAfterAFullLastOne() {
        rows.add(anchor(1));
        rows.add(anchor(2));

        assertThat(resource.anchors(null, 2).next()).isNull();
    }

    @Test
    void refusesPagesOfNoOrTooManyAnchors() {
        assertThatThrownBy(() -> resource.anchors(null, 0)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> resource.anchors(null, 101)).isInstanceOf(ProblemException.class);
    }

    private static Anchors.Anchor anchor(long size) {
        return new Anchors.Anchor(
                size,
                TreeHash.ofLeaf(new byte[] {(byte) size}),
                new Anchors.L1Place(
                        Keccak256.hashUtf8("transaction " + size), 100 + size, Keccak256.hashUtf8("block " + size), 0),
                Anchors.Standing.SEEN,
                1_000 + size);
    }
}
