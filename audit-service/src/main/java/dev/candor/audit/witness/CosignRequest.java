package dev.candor.audit.witness;

import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TreeHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** One checkpoint that all witnesses are asked for, and what they said so far. Thread-safe. */
public final class CosignRequest {
    /** What a witness did not cosign for. */
    public enum Trouble {
        /** It knows a larger tree of ours. */
        AHEAD,
        /** It has another tree at its size. */
        INCONSISTENT,
        REFUSED,
        SILENT
    }

    /** @param witness its name in the policy */
    public record Refusal(String witness, Trouble trouble, String why) {}

    private final TreeHead head;
    private final SignedNote note;
    private final int witnesses;
    private final BiConsumer<CosignRequest, List<NoteSignature>> afterClose;
    private final List<NoteSignature> cosignatures = new ArrayList<>();
    private final Map<String, Refusal> refusals = new LinkedHashMap<>();
    private final List<String> cosigned = new ArrayList<>();
    private long said;
    private boolean closed;

    /** @param afterClose gets what arrives when nobody waits any more */
    CosignRequest(
            TreeHead head, SignedNote note, int witnesses, BiConsumer<CosignRequest, List<NoteSignature>> afterClose) {
        this.head = head;
        this.note = note;
        this.witnesses = witnesses;
        this.afterClose = afterClose;
    }

    public TreeHead head() {
        return head;
    }

    /** As the log signed it, without cosignatures. */
    public SignedNote note() {
        return note;
    }

    void cosigned(String witness, List<NoteSignature> lines) {
        synchronized (this) {
            refusals.remove(witness);
            if (!closed) {
                cosigned.add(witness);
                cosignatures.addAll(lines);
                said++;
                notifyAll();
                return;
            }
        }
        afterClose.accept(this, lines);
    }

    synchronized void refused(Refusal refusal) {
        refusals.put(refusal.witness(), refusal);
        said++;
        notifyAll();
    }

    /** The note with the cosignatures that have arrived. */
    public synchronized SignedNote cosignedNote() {
        return note.with(cosignatures);
    }

    public synchronized List<Refusal> refusals() {
        return List.copyOf(refusals.values());
    }

    /** Names of the witnesses whose cosignatures have arrived. */
    public synchronized List<String> cosigned() {
        return List.copyOf(cosigned);
    }

    public synchronized boolean hasAnswerOfAll() {
        return cosigned.size() + refusals.size() >= witnesses;
    }

    /** Whether this holds, looked at whenever a witness has said something, until the time is over. */
    public boolean await(BooleanSupplier enough, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            long seen;
            synchronized (this) {
                seen = said;
            }
            if (enough.getAsBoolean()) {
                return true;
            }
            synchronized (this) {
                long leftMillis = (end - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    return false;
                }
                if (said == seen) {
                    wait(leftMillis);
                }
            }
        }
    }

    /** From now on what arrives is late. */
    public synchronized SignedNote close() {
        closed = true;
        return cosignedNote();
    }
}
