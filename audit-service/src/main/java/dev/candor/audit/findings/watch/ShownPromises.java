package dev.candor.audit.findings.watch;

import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.PromiseForm;
import dev.candor.audit.findings.evidence.Signed;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.protocol.eip712.InclusionPromise;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes promises from whoever holds them. One that the log has is answered from the log; one that it lacks is kept, if a key of
 * the sequencer signed it, and becomes work. So nobody can fill the table but who was promised something that is not logged.
 */
@Component
class ShownPromises {
    private final PromiseForm form;
    private final ShownRows rows;
    private final WorkRows work;
    private final EntryLookups lookups;
    private final FinalFacts facts;
    private final Judges judges;
    private final ShownProperties properties;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;

    ShownPromises(
            PromiseForm form,
            ShownRows rows,
            WorkRows work,
            EntryLookups lookups,
            FinalFacts facts,
            Judges judges,
            ShownProperties properties,
            PlatformTransactionManager transactions,
            MeterRegistry meters) {
        this.form = form;
        this.rows = rows;
        this.work = work;
        this.lookups = lookups;
        this.facts = facts;
        this.judges = judges;
        this.properties = properties;
        this.transactions = new TransactionTemplate(transactions);
        this.meters = meters;
        Gauge.builder("candor.audit.promises.shown.kept", rows, ShownRows::size)
                .description("Promises that holders showed and the log lacks")
                .register(meters);
    }

    /** What becomes of a promise that is shown. */
    sealed interface Shown {
        record Logged(Hash32 digest, InclusionPromise promise, long index) implements Shown {}

        record Kept(Hash32 digest, ShownPromise promise) implements Shown {}

        /** @param member of the body, as a JSON pointer */
        record Refused(String member, String why) implements Shown {}

        /** Whether it binds anybody is not known yet. */
        record NotYet(String why) implements Shown {}

        record Full(String why) implements Shown {}
    }

    Shown show(Bytes body) {
        Shown answer = switch (form.read(body)) {
            case PromiseForm.Reading.Malformed(String why) -> new Shown.Refused("", why);
            case PromiseForm.Reading.Promise(InclusionPromise promise, Bytes signature) ->
                judges.find()
                        .map(known -> judged(new Signed<>(promise, signature), known))
                        .orElseGet(
                                () -> new Shown.NotYet(
                                        "Expected a final L1 block with the sequencer's keys, found none read yet: show it again."));
        };
        meters.counter(
                        "candor.audit.promises.shown",
                        "answer",
                        answer.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                .increment();
        return answer;
    }

    private Shown judged(Signed<InclusionPromise> promise, Judges.Known known) {
        Hash32 digest = promise.object().digest(known.rollup().domain());
        Optional<Address> signer = promise.signer(known.rollup().domain());
        if (signer.isEmpty()) {
            return new Shown.Refused("/signature", "Expected a signature of 65 bytes over the promise, found none.");
        }
        Optional<Shown> refusal = refusal(promise.object(), signer.get());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return ShownWork.same(
                        promise.object(),
                        ShownWork.ofSequencer(lookups.promises(promise.object().seq()), judges, known),
                        known)
                .<Shown>map(seen -> new Shown.Logged(
                        digest, promise.object(), seen.at().entry().orElseThrow()))
                .orElseGet(() -> kept(digest, promise));
    }

    private Optional<Shown> refusal(InclusionPromise promise, Address signer) {
        Optional<Address> inForce = facts.orderKeyAtTime(promise.receivedAtMillis() / 1000);
        boolean isKnown = judges.keys(signer).ever().contains(signer);
        if (inForce.isPresent() && !inForce.get().equals(signer)) {
            return Optional.of(new Shown.Refused(
                    "/signature",
                    "Expected a signature by %s, the order key in force when it was received, found one by %s: it binds nobody."
                            .formatted(Eip55.format(inForce.get()), Eip55.format(signer))));
        }
        return isKnown
                ? Optional.empty()
                : Optional.of(new Shown.NotYet(
                        "Expected a signature by an order key of a final L1 block, found one by %s: if L1 has it in a newer block, show it again when that is final."
                                .formatted(Eip55.format(signer))));
    }

    private Shown kept(Hash32 digest, Signed<InclusionPromise> promise) {
        return transactions.execute(status -> {
            Optional<ShownPromise> before = rows.find(digest);
            if (before.isPresent()) {
                return new Shown.Kept(digest, before.get());
            }
            if (rows.size() >= properties.maxKept()) {
                return new Shown.Full(
                        "Expected fewer than %d promises that the log lacks, found that many: keep yours and show it later."
                                .formatted(properties.maxKept()));
            }
            rows.add(digest, promise).ifPresent(id -> work.add(Work.Task.SHOWN, id, 0));
            return new Shown.Kept(digest, rows.find(digest).orElseThrow());
        });
    }
}
