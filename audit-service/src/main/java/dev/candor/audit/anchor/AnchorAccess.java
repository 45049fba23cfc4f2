package dev.candor.audit.anchor;

import dev.candor.protocol.signing.DigestSigner;
import org.web3j.protocol.Web3j;

/**
 * The way to L1 and the account that pays there.
 *
 * @param account only pays gas: an anchor's worth is the log key's signature
 */
record AnchorAccess(Web3j l1Node, DigestSigner account) {}
