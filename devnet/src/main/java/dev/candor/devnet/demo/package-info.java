/**
 * {@code ./candor demo}: real transactions through the running devnet, followed from promise to finality and checked.
 *
 * <p>It is a user of the service: it trusts the order key that the deployment registered, checks every signature with
 * {@code protocol}, and may use of {@code devnet} only the description of the network and its public keys.
 */
@NullMarked
package dev.candor.devnet.demo;

import org.jspecify.annotations.NullMarked;
