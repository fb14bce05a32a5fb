/**
 * Keys and signatures: reading and writing key files of many formats, key IDs, signing, and verifying. The JDK reads plain keys
 * and computes signatures. BouncyCastle does what the JDK cannot: it reads encrypted keys and those of OpenSSH and GPG, computes
 * public points that key files omit, and signs and verifies large messages with Ed25519 without holding them several times.
 */
package io.jenkins.plugins.intoto.engine.key;
