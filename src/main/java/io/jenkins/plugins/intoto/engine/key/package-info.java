/**
 * Keys and signatures: reading and writing key files of many formats, key ids, signing, and verifying. Plain keys are read
 * and all signatures are made by the JDK; BouncyCastle reads what the JDK cannot: encrypted keys, those of OpenSSH and GPG.
 */
package io.jenkins.plugins.intoto.engine.key;
