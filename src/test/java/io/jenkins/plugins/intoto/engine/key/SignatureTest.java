package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final KeyId ID = new KeyId("abcd");

    @Test
    void signaturesOfEqualContentAreEqual() {
        var one = Signature.ofGpg(ID, new byte[] {1}, new byte[] {2}).withCertificate("c");
        var two = Signature.ofGpg(ID, new byte[] {1}, new byte[] {2}).withCertificate("c");

        assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
    }

    @Test
    void signaturesDifferByEachPart() {
        var signature = Signature.ofGpg(ID, new byte[] {1}, new byte[] {2}).withCertificate("c");

        assertThat(signature)
                .isNotEqualTo(Signature.ofGpg(new KeyId("ef"), new byte[] {1}, new byte[] {2})
                        .withCertificate("c"))
                .isNotEqualTo(
                        Signature.ofGpg(ID, new byte[] {9}, new byte[] {2}).withCertificate("c"))
                .isNotEqualTo(
                        Signature.ofGpg(ID, new byte[] {1}, new byte[] {9}).withCertificate("c"))
                .isNotEqualTo(
                        Signature.ofGpg(ID, new byte[] {1}, new byte[] {2}).withCertificate("d"))
                .isNotEqualTo(Signature.of(ID, new byte[] {1}));
    }

    @Test
    void laterChangesToTheGivenArraysHaveNoEffect() {
        var value = new byte[] {1};
        var headers = new byte[] {2};
        var signature = Signature.ofGpg(ID, value, headers);
        value[0] = 9;
        headers[0] = 9;

        assertThat(signature).isEqualTo(Signature.ofGpg(ID, new byte[] {1}, new byte[] {2}));
    }

    @Test
    void changesToTheReturnedArraysHaveNoEffect() {
        var signature = Signature.ofGpg(ID, new byte[] {1}, new byte[] {2});
        signature.value()[0] = 9;
        signature.otherHeaders().orElseThrow()[0] = 9;

        assertThat(signature).isEqualTo(Signature.ofGpg(ID, new byte[] {1}, new byte[] {2}));
    }
}
