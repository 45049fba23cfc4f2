package dev.candor.protocol.transaction;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.rlp.MalformedRlpException;
import dev.candor.protocol.rlp.Rlp;
import dev.candor.protocol.rlp.RlpReader;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import dev.candor.protocol.types.RollupId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Strict decoding. Because only the canonical encoding is accepted, the bytes that were signed are a slice of the input
 * with another list header: nothing is encoded again.
 */
final class TransactionDecoder {
    private static final int FIRST_LIST_PREFIX = 0xc0;
    private static final int FIRST_STRING_PREFIX = 0x80;
    private static final BigInteger EIP155_BASE = BigInteger.valueOf(35);
    private static final int RS_BYTES = 64;
    private static final byte[] EMPTY_STRING = {(byte) FIRST_STRING_PREFIX};
    private static final byte[] NOTHING = {};

    private final Bytes raw;
    private final byte[] source;
    private final TransactionType type;
    private final RlpReader fields;
    private final int firstField;

    private TransactionDecoder(Bytes raw, TransactionType type, RlpReader fields) {
        this.raw = raw;
        this.source = raw.readOnlyArray();
        this.type = type;
        this.fields = fields;
        this.firstField = fields.position();
    }

    /** A refusal on its way out of the field readers; carries no stack trace. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final MalformedReason reason;

        Refused(MalformedReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }
    }

    static RawTransaction decode(Bytes raw, Optional<RollupId> rollupId) {
        try {
            return new RawTransaction.Decoded(begin(raw).read(rollupId));
        } catch (Refused e) {
            return new RawTransaction.Malformed(e.reason, String.valueOf(e.getMessage()));
        } catch (MalformedRlpException e) {
            MalformedReason reason = switch (e.problem()) {
                case NOT_CANONICAL -> MalformedReason.NOT_CANONICAL_RLP;
                case WRONG_SHAPE -> MalformedReason.WRONG_FIELDS;
                case WRONG_WIDTH -> MalformedReason.FIELD_WIDTH;
            };
            return new RawTransaction.Malformed(reason, String.valueOf(e.getMessage()));
        }
    }

    private static TransactionDecoder begin(Bytes raw) throws Refused, MalformedRlpException {
        if (raw.size() > RawTransaction.MAX_BYTES) {
            throw new Refused(
                    MalformedReason.TOO_LARGE,
                    "Expected at most " + RawTransaction.MAX_BYTES + " bytes, found " + raw.size() + ".");
        }
        if (raw.isEmpty()) {
            throw new Refused(MalformedReason.EMPTY, "Expected a transaction, found no bytes.");
        }
        int first = raw.get(0);
        if (first >= FIRST_STRING_PREFIX && first < FIRST_LIST_PREFIX) {
            throw new Refused(
                    MalformedReason.WRONG_FIELDS,
                    "Expected a type byte or a list, found a string: send the transaction's bytes without a wrapper.");
        }
        boolean legacy = first >= FIRST_LIST_PREFIX;
        // 0x00 is not an envelope type that anybody uses: type 0 is the bare list.
        Optional<TransactionType> type = legacy
                ? Optional.of(TransactionType.LEGACY)
                : TransactionType.ofCode(first).filter(t -> first != 0);
        if (type.isEmpty()) {
            throw new Refused(
                    MalformedReason.TYPE_NOT_SUPPORTED,
                    "Expected a transaction of type 0, 1, 2 or 4, found type " + first + ".");
        }
        RlpReader outer = RlpReader.of(raw.readOnlyArray(), legacy ? 0 : 1);
        RlpReader fields = outer.list("the transaction");
        outer.requireEnd("the transaction");
        return new TransactionDecoder(raw, type.get(), fields);
    }

    private EthTransaction read(Optional<RollupId> rollupId) throws Refused, MalformedRlpException {
        boolean typed = type != TransactionType.LEGACY;
        boolean dynamicFee = type == TransactionType.DYNAMIC_FEE || type == TransactionType.SET_CODE;
        BigInteger typedChainId = typed ? fields.uint256("chainId") : BigInteger.ZERO;
        long nonce = fields.uint64("nonce");
        BigInteger priorityFee = fields.uint256(dynamicFee ? "maxPriorityFeePerGas" : "gasPrice");
        BigInteger maxFee = dynamicFee ? fields.uint256("maxFeePerGas") : priorityFee;
        long gasLimit = fields.uint64("gasLimit");
        Optional<Address> to = destination();
        BigInteger value = fields.uint256("value");
        Bytes data = fields.string("data");
        List<AccessListEntry> accessList = typed ? accessList() : List.of();
        List<Authorization> authorizations = type == TransactionType.SET_CODE ? authorizations() : List.of();
        int endOfSigned = fields.position();
        SignatureFields signed = typed ? typedSignature(typedChainId) : legacySignature();
        long chainId = requireChain(signed, rollupId);
        Signature65 signature = requireSignature(signed);
        Address sender = Secp256k1.recover(signingHash(endOfSigned, chainId), signature)
                .orElseThrow(() -> new Refused(
                        MalformedReason.BAD_SIGNATURE, "Expected a signature that recovers to a sender, found none."));
        return new EthTransaction(
                raw,
                Keccak256.hash(raw),
                sender,
                type,
                chainId,
                nonce,
                priorityFee,
                maxFee,
                gasLimit,
                to,
                value,
                data,
                accessList,
                authorizations,
                signature);
    }

    /** The last three fields; chain id and parity are negative where a type 0 transaction names no chain. */
    private record SignatureFields(BigInteger chainId, BigInteger yParity, Hash32 r, Hash32 s) {}

    private SignatureFields typedSignature(BigInteger chainId) throws MalformedRlpException {
        return signature(chainId, fields.uint256("yParity"));
    }

    /** {@code v = chainId · 2 + 35 + yParity} (EIP-155). */
    private SignatureFields legacySignature() throws MalformedRlpException {
        BigInteger protectedV = fields.uint256("v").subtract(EIP155_BASE);
        return signature(protectedV.shiftRight(1), protectedV.and(BigInteger.ONE));
    }

    private SignatureFields signature(BigInteger chainId, BigInteger yParity) throws MalformedRlpException {
        byte[] rs = new byte[RS_BYTES];
        fields.uint256(rs, 0, "r");
        fields.uint256(rs, Hash32.SIZE, "s");
        fields.requireEnd("the transaction's fields");
        return new SignatureFields(chainId, yParity, Hash32.copyOf(rs, 0), Hash32.copyOf(rs, Hash32.SIZE));
    }

    private static long requireChain(SignatureFields signed, Optional<RollupId> rollupId) throws Refused {
        BigInteger chainId = signed.chainId();
        if (chainId.signum() < 0) {
            throw new Refused(
                    MalformedReason.WRONG_CHAIN,
                    "Expected v = chainId * 2 + 35 or 36 (EIP-155), found a smaller one: sign for this chain only.");
        }
        boolean isWide = chainId.bitLength() > Long.SIZE;
        if (isWide || rollupId.filter(id -> id.value() != chainId.longValue()).isPresent()) {
            String expected = rollupId.map(RollupId::toString).orElse("of at most 64 bits");
            throw new Refused(
                    MalformedReason.WRONG_CHAIN, "Expected chain id " + expected + ", found " + chainId + ".");
        }
        return chainId.longValue();
    }

    private static Signature65 requireSignature(SignatureFields signed) throws Refused {
        if (signed.yParity().bitLength() > 1) {
            throw new Refused(
                    MalformedReason.BAD_SIGNATURE, "Expected yParity 0 or 1, found " + signed.yParity() + ".");
        }
        return Signature65.parse(signed.r(), signed.s(), signed.yParity().intValue())
                .orElseThrow(() -> new Refused(
                        MalformedReason.BAD_SIGNATURE,
                        "Expected 0 < r < n and 0 < s <= n/2, found r or s out of range or s high."));
    }

    private Hash32 signingHash(int endOfSigned, long chainId) {
        byte[] signedFields = Arrays.copyOfRange(source, firstField, endOfSigned);
        boolean typed = type != TransactionType.LEGACY;
        byte[] prefix = typed ? new byte[] {(byte) type.code()} : NOTHING;
        byte[] encodedChainId = typed ? NOTHING : Rlp.uint64(chainId);
        byte[] zero = typed ? NOTHING : EMPTY_STRING;
        int length = signedFields.length + encodedChainId.length + 2 * zero.length;
        return Keccak256.hash(prefix, Rlp.listHeader(length), signedFields, encodedChainId, zero, zero);
    }

    private Optional<Address> destination() throws Refused, MalformedRlpException {
        Bytes to = fields.string("to");
        if (to.isEmpty() && type == TransactionType.SET_CODE) {
            throw new Refused(
                    MalformedReason.NO_DESTINATION, "Expected a destination in a type 4 transaction, found none.");
        }
        if (!to.isEmpty() && to.size() != Address.SIZE) {
            throw new Refused(MalformedReason.FIELD_WIDTH, "Expected 0 or 20 bytes for to, found " + to.size() + ".");
        }
        return to.isEmpty() ? Optional.empty() : Optional.of(Address.wrap(to.readOnlyArray()));
    }

    private List<AccessListEntry> accessList() throws MalformedRlpException {
        RlpReader entries = fields.list("accessList");
        List<AccessListEntry> read = new ArrayList<>();
        while (!entries.atEnd()) {
            RlpReader entry = entries.list("an access list entry");
            Address address = entry.address("an access list address");
            RlpReader keys = entry.list("storage keys");
            entry.requireEnd("an access list entry");
            List<Hash32> storageKeys = new ArrayList<>();
            while (!keys.atEnd()) {
                storageKeys.add(keys.hash32("a storage key"));
            }
            read.add(new AccessListEntry(address, storageKeys));
        }
        return read;
    }

    private List<Authorization> authorizations() throws Refused, MalformedRlpException {
        RlpReader entries = fields.list("authorizationList");
        List<Authorization> read = new ArrayList<>();
        while (!entries.atEnd()) {
            read.add(authorization(entries.list("an authorization")));
        }
        if (read.isEmpty()) {
            throw new Refused(
                    MalformedReason.NO_AUTHORIZATION, "Expected an authorization in a type 4 transaction, found none.");
        }
        return read;
    }

    private static Authorization authorization(RlpReader entry) throws Refused, MalformedRlpException {
        BigInteger chainId = entry.uint256("an authorization's chainId");
        Address address = entry.address("an authorization's address");
        long nonce = entry.uint64("an authorization's nonce");
        long yParity = entry.uint64("an authorization's yParity");
        if (yParity < 0 || yParity > 0xff) {
            throw new Refused(
                    MalformedReason.FIELD_WIDTH, "Expected one byte for an authorization's yParity, found more.");
        }
        byte[] rs = new byte[RS_BYTES];
        entry.uint256(rs, 0, "an authorization's r");
        entry.uint256(rs, Hash32.SIZE, "an authorization's s");
        entry.requireEnd("an authorization");
        return new Authorization(
                chainId, address, nonce, (int) yParity, Hash32.copyOf(rs, 0), Hash32.copyOf(rs, Hash32.SIZE));
    }
}
