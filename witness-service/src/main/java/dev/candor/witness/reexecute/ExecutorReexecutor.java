package dev.candor.witness.reexecute;

import dev.candor.l1.batches.BatchFromL1;
import dev.candor.l1.batches.OrderedTransaction;
import dev.candor.protocol.block.L2BlockHeader;
import dev.candor.protocol.eip712.CandorDomain;
import dev.candor.protocol.ordering.OrderLeaf;
import dev.candor.protocol.ordering.Outcome;
import dev.candor.protocol.ordering.OutcomeLeaf;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The executor of sdk/: another machine, in another language, that finds skipped transactions and every field of the block by rules of
 * its own. It keeps all states; one that has lost them is given the batches since the newest it knows again. Not for several threads
 * at once.
 */
public final class ExecutorReexecutor implements Reexecutor {
    private static final Logger log = LoggerFactory.getLogger(ExecutorReexecutor.class);

    private final ExecutorHttp executor;
    private final EarlierBatches earlier;
    private final CandorDomain domain;

    /** @param url of {@code candor-executor}, this witness's alone */
    public ExecutorReexecutor(URI url, Duration timeout, JsonMapper json, EarlierBatches earlier, CandorDomain domain) {
        this.executor = new ExecutorHttp(url, timeout, json);
        this.earlier = earlier;
        this.domain = domain;
    }

    @Override
    public String kind() {
        return "ethereumjs";
    }

    @Override
    public Reexecuted execute(BatchFromL1 batch, Hash32 parentBlock) {
        Optional<Reexecuted> executed = ask(batch, parentBlock);
        if (executed.isPresent()) {
            return executed.get();
        }
        giveAgain(batch.header().number().value() - 1);
        return ask(batch, parentBlock)
                .orElseThrow(() -> new ClientUnavailableException(
                        "Expected the executor to have block %s after it was given its batch, found that it lacks it."
                                .formatted(parentBlock)));
    }

    /** @return empty when it does not know the parent's block */
    private Optional<Reexecuted> ask(BatchFromL1 batch, Hash32 parentBlock) {
        return executor.post("/v1/blocks", ExecutorRequest.of(batch, parentBlock, domain))
                .map(answer -> read(answer, batch.transactions()));
    }

    /** Every batch after the newest that it knows, up to {@code last}. What it knows has no gaps. */
    private void giveAgain(long last) {
        long known = newestKnown(last);
        log.warn("The executor lacks the blocks {} to {}: it is given their batches again", known + 1, last);
        for (long number = known + 1; number <= last; number++) {
            Hash32 expected = earlier.blockHash(number);
            Optional<Hash32> found = ask(earlier.batch(number), earlier.blockHash(number - 1))
                    .map(executed -> executed.header().hash());
            if (!found.equals(Optional.of(expected))) {
                throw new ClientUnavailableException(
                        "Expected the executor to come to block %s of batch %d again, found %s: do not rely on it."
                                .formatted(
                                        expected,
                                        number,
                                        found.map(Hash32::toString).orElse("none")));
            }
        }
    }

    private long newestKnown(long last) {
        if (!knows(0)) {
            throw new ClientUnavailableException(
                    "Expected an executor with genesis block %s, found one of another genesis: start it with the rollup's."
                            .formatted(earlier.blockHash(0)));
        }
        long known = 0;
        long unknown = last + 1;
        while (unknown - known > 1) {
            long middle = known + (unknown - known) / 2;
            if (knows(middle)) {
                known = middle;
            } else {
                unknown = middle;
            }
        }
        return known;
    }

    private boolean knows(long number) {
        return executor.get("/v1/blocks/" + earlier.blockHash(number).toHex()).isPresent();
    }

    private static Reexecuted read(JsonNode answer, List<OrderedTransaction> transactions) {
        JsonNode outcomes = answer.path("outcomes");
        if (outcomes.size() != transactions.size()) {
            throw new ClientUnavailableException("Expected the executor to tell %d outcomes, found %d."
                    .formatted(transactions.size(), outcomes.size()));
        }
        List<OutcomeLeaf> leaves = new ArrayList<>(outcomes.size());
        try {
            for (int i = 0; i < outcomes.size(); i++) {
                OrderLeaf leaf = transactions.get(i).leaf();
                Outcome outcome =
                        Outcome.ofCode(outcomes.path(i).path("outcome").asInt());
                long gasUsed =
                        Long.parseUnsignedLong(outcomes.path(i).path("gasUsed").asString());
                leaves.add(new OutcomeLeaf(leaf.position(), leaf.txHash(), outcome, gasUsed));
            }
            return new Reexecuted(
                    L2BlockHeader.decode(Bytes.fromHex(answer.path("header").asString())), leaves);
        } catch (IllegalArgumentException | MalformedRlpException e) {
            throw new ClientUnavailableException(
                    "Expected the executor to tell a header and outcomes, found: " + e.getMessage(), e);
        }
    }
}
