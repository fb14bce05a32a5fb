package io.jenkins.plugins.intoto.engine.key;

/**
 * What a trusted certificate says: whose key it is.
 *
 * @param key the key of the certificate, usable while the certificate is valid
 * @param identity whom the certificate names
 * @param subject what is equal for all certificates of one person or machine
 */
public record CertifiedKey(AsymmetricKey key, CertificateIdentity identity, CertificateSubject subject) {}
