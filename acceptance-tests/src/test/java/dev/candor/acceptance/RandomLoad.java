package dev.candor.acceptance;

import dev.candor.protocol.hash.Keccak256;
import dev.candor.protocol.signing.InMemorySigner;
import dev.candor.protocol.signing.PrivateKey;
import dev.candor.protocol.transaction.AccessListEntry;
import dev.candor.protocol.transaction.Authorization;
import dev.candor.protocol.transaction.EthTransaction;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Transactions of types 0, 1, 2 and 4 from many senders in a seeded random order: transfers, creations, reverts, delegations. */
final class RandomLoad {
    private static final long CREATION_GAS = 120_000;
    private static final long SET_CODE_GAS = 100_000;
    private static final long ACCESS_LIST_GAS = 40_000;

    /** Init code that reverts at once. */
    private static final Bytes REVERTS = Bytes.fromHex("0x60006000fd");

    /** Init code that deploys one byte of code. */
    private static final Bytes DEPLOYS = Bytes.fromHex("0x600160005360016000f3");

    private final Random random;
    private final long seed;
    private final List<Wallet> senders;
    private int authorities;

    RandomLoad(long seed, int senderCount) {
        this.seed = seed;
        this.random = new Random(seed);
        this.senders = new ArrayList<>();
        for (int i = 0; i < senderCount; i++) {
            senders.add(Wallet.funded());
        }
    }

    /** The next transactions; a sender's nonces are in order, otherwise chance rules. */
    List<EthTransaction> next(int count) {
        List<EthTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transactions.add(one(senders.get(random.nextInt(senders.size()))));
        }
        return transactions;
    }

    private EthTransaction one(Wallet sender) {
        BigInteger wei = BigInteger.valueOf(random.nextInt(1_000_000));
        Address to = Address.copyOf(
                Keccak256.hashUtf8("recipient " + random.nextInt(500)).toArray(), 12);
        return switch (random.nextInt(10)) {
            case 0, 1 ->
                sender.legacy(
                        Wallet.TRANSFER_GAS, unsigned -> unsigned.withTo(to).withValue(wei));
            case 2 ->
                sender.accessList(
                        ACCESS_LIST_GAS,
                        unsigned -> unsigned.withTo(to)
                                .withAccessList(List.of(new AccessListEntry(to, List.of(Hash32.ZERO)))));
            case 3 -> sender.dynamicFee(CREATION_GAS, unsigned -> unsigned.withData(DEPLOYS));
            case 4 -> sender.dynamicFee(CREATION_GAS, unsigned -> unsigned.withData(REVERTS));
            case 5 ->
                sender.setCode(
                        SET_CODE_GAS,
                        unsigned -> unsigned.withTo(to)
                                .withAuthorizations(List.of(Authorization.sign(
                                        freshAuthority(), BigInteger.valueOf(Wallet.CHAIN_ID), to, 0))));
            default -> sender.transfer(to, wei);
        };
    }

    /** An account that sends nothing itself, so that the authorization disturbs nobody. */
    private InMemorySigner freshAuthority() {
        authorities++;
        return new InMemorySigner(PrivateKey.of(
                Keccak256.hashUtf8("authority " + seed + " " + authorities).toArray()));
    }
}
