/**
 * Keys and signatures: reading and writing key files of many formats, key ids, signing, and verifying. All cryptography is
 * the JDK's; BouncyCastle decrypts key files that the JDK cannot, and is loaded for nothing else.
 */
package io.jenkins.plugins.intoto.key;
