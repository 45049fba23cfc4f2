package dev.candor.l1.transactions;

import dev.candor.protocol.types.Address;

/**
 * @param account what the account is called in messages, for example {@code settlement account}
 * @param target the contract that is called where a call names none
 * @param maxFeePerGasGwei what a unit of L1 gas may cost; above it nothing new is sent
 * @param maxFeeSetting the name of that setting, for messages
 * @param bumpAfterBlocks L1 blocks without inclusion after which a transaction is replaced at a higher fee
 */
public record OutboundOptions(
        String account,
        long l1ChainId,
        Address target,
        long maxFeePerGasGwei,
        String maxFeeSetting,
        int bumpAfterBlocks) {}
