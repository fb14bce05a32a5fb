package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.IssuedCertificate.request;

import io.jenkins.plugins.intoto.engine.key.IssuedCertificate.Request;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Paths of certificates that must not be trusted, whoever relies on them (RFC 5280, section 6). */
public enum BrokenPath {
    SIGNER_OUTSIDE_OF_THE_NAMES_THAT_ITS_ROOT_PERMITS {
        @Override
        public Path path(KeyPurposeId... uses) {
            var narrow = request("CN=narrow")
                    .authority()
                    .permitting("elsewhere.example")
                    .selfSigned();
            return new Path(narrow, List.of(), signer(uses).issuedBy(narrow));
        }
    },
    LONGER_THAN_ITS_ROOT_PERMITS {
        @Override
        public Path path(KeyPurposeId... uses) {
            var root = request("CN=short").authority(0).selfSigned();
            var intermediate = request("CN=one too many").authority().issuedBy(root);
            return new Path(root, List.of(intermediate), signer(uses).issuedBy(intermediate));
        }
    },
    ROOT_THAT_IS_NO_AUTHORITY {
        @Override
        public Path path(KeyPurposeId... uses) {
            var root = request("CN=no authority").keyUsage(0).selfSigned();
            return new Path(root, List.of(), signer(uses).issuedBy(root));
        }
    },
    ROOT_THAT_MUST_NOT_SIGN_CERTIFICATES {
        @Override
        public Path path(KeyPurposeId... uses) {
            var root = request("CN=lists only")
                    .authority()
                    .keyUsage(KeyUsage.cRLSign)
                    .selfSigned();
            return new Path(root, List.of(), signer(uses).issuedBy(root));
        }
    },
    SIGNER_THAT_IS_THE_ROOT {
        @Override
        public Path path(KeyPurposeId... uses) {
            var root = signer(uses).selfSigned();
            return new Path(root, List.of(), root);
        }
    },
    SIGNER_THAT_IS_AN_AUTHORITY {
        @Override
        public Path path(KeyPurposeId... uses) {
            return signed(uses, Request::signingAuthority);
        }
    },
    SIGNER_WITHOUT_DIGITAL_SIGNATURE {
        @Override
        public Path path(KeyPurposeId... uses) {
            return signed(uses, signer -> signer.keyUsage(KeyUsage.keyEncipherment));
        }
    },
    SIGNER_CERTIFIED_BY_SHA1 {
        @Override
        public Path path(KeyPurposeId... uses) {
            return signed(uses, signer -> signer.signedBy("SHA1withECDSA"));
        }
    },
    SIGNER_CERTIFIED_BY_SHA1_WITH_PSS {
        @Override
        public Path path(KeyPurposeId... uses) {
            var root = request("CN=root")
                    .authority()
                    .keys(IssuedCertificate.keys("RSA", 2048))
                    .selfSigned();
            return new Path(
                    root, List.of(), signer(uses).signedBy("SHA1withRSAandMGF1").issuedBy(root));
        }
    },
    INTERMEDIATE_CERTIFIED_BY_SHA1 {
        @Override
        public Path path(KeyPurposeId... uses) {
            var root = request("CN=root").authority().selfSigned();
            var intermediate = request("CN=below the root")
                    .authority()
                    .signedBy("SHA1withECDSA")
                    .issuedBy(root);
            return new Path(root, List.of(intermediate), signer(uses).issuedBy(intermediate));
        }
    },
    AUTHORITY_WITH_A_SHORT_KEY {
        @Override
        public Path path(KeyPurposeId... uses) {
            var root = request("CN=root")
                    .authority()
                    .keys(IssuedCertificate.keys("RSA", 1024))
                    .selfSigned();
            return new Path(root, List.of(), signer(uses).issuedBy(root));
        }
    },
    SIGNER_FOR_ANOTHER_USE {
        @Override
        public Path path(KeyPurposeId... uses) {
            var root = request("CN=root").authority().selfSigned();
            return new Path(
                    root, List.of(), signer(KeyPurposeId.id_kp_emailProtection).issuedBy(root));
        }
    },
    INTERMEDIATE_FOR_ANOTHER_USE {
        @Override
        public Path path(KeyPurposeId... uses) {
            var root = request("CN=root").authority().selfSigned();
            var intermediate = request("CN=below the root")
                    .authority()
                    .extendedKeyUsage(KeyPurposeId.id_kp_emailProtection)
                    .issuedBy(root);
            return new Path(root, List.of(intermediate), signer(uses).issuedBy(intermediate));
        }
    };

    /** The name of every signer. */
    public static final String URI = "https://ci.example.com/job/api";

    /** A path from a signer to a root that a policy, a layout or a trusted root names. */
    public record Path(IssuedCertificate root, List<IssuedCertificate> intermediates, IssuedCertificate signer) {}

    /**
     * The path.
     *
     * @param uses the extended key usages of the signer, without which it would be refused anyway
     */
    public abstract Path path(KeyPurposeId... uses);

    /** A path that is as it should be. */
    public static Path sound(KeyPurposeId... uses) {
        return signed(uses, UnaryOperator.identity());
    }

    /** Like {@link #sound}, with a signer of another kind. */
    public static Path signed(KeyPurposeId[] uses, UnaryOperator<Request> change) {
        var root = request("CN=root").authority(1).permitting("ci.example.com").selfSigned();
        var intermediate = request("CN=below the root").authority(0).issuedBy(root);
        return new Path(root, List.of(intermediate), change.apply(signer(uses)).issuedBy(intermediate));
    }

    private static Request signer(KeyPurposeId... uses) {
        var request = request("CN=the job api").uri(URI);
        Arrays.stream(uses).forEach(request::extendedKeyUsage);
        return request;
    }
}
