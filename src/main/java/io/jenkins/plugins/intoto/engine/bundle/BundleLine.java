package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import java.util.Optional;

/** One line of a bundle. Signatures are unchecked. */
public sealed interface BundleLine {
    /** The number of the line in its file, from 1. */
    int number();

    /** The bytes of the line without its line end, a copy. */
    byte[] raw();

    /** How many bytes the line has without its line end. */
    int length();

    /** The SHA-256 of these bytes in lower-case hexadecimal, which tells the line from others wherever it stands. */
    default String sha256() {
        return LineDigest.of(this);
    }

    /** The envelope, which may be in a Sigstore bundle; empty if the line holds none. */
    Optional<DsseEnvelope> envelope();

    /** A DSSE envelope. */
    final class EnvelopeLine extends RawLine implements BundleLine {
        private final DsseEnvelope envelope;

        EnvelopeLine(int number, byte[] raw, DsseEnvelope envelope) {
            super(number, raw);
            this.envelope = envelope;
        }

        @Override
        public Optional<DsseEnvelope> envelope() {
            return Optional.of(envelope);
        }
    }

    /** A Sigstore bundle of a DSSE envelope. */
    final class SigstoreLine extends RawLine implements BundleLine {
        private final SigstoreBundle bundle;

        SigstoreLine(int number, byte[] raw, SigstoreBundle bundle) {
            super(number, raw);
            this.bundle = bundle;
        }

        /** The Sigstore bundle. */
        public SigstoreBundle bundle() {
            return bundle;
        }

        @Override
        public Optional<DsseEnvelope> envelope() {
            return Optional.of(bundle.envelope());
        }
    }

    /** Anything else; kept, and skipped. Of one that is too long there is nothing but its number. */
    final class UnknownLine extends RawLine implements BundleLine {
        private final String place;
        private final String reason;
        private final boolean tooLong;

        UnknownLine(int number, byte[] raw, String place, String reason) {
            this(number, raw, place, reason, false);
        }

        private UnknownLine(int number, byte[] raw, String place, String reason, boolean tooLong) {
            super(number, raw);
            this.place = place;
            this.reason = reason;
            this.tooLong = tooLong;
        }

        static UnknownLine tooLong(int number, String place, String reason) {
            return new UnknownLine(number, new byte[0], place, reason, true);
        }

        /** Whether the line is longer than the limit, so that its content was not read. */
        public boolean isTooLong() {
            return tooLong;
        }

        /** Why it is neither an envelope nor a Sigstore bundle, without the place of the line. */
        public String reason() {
            return reason;
        }

        /** Which line of which bundle it is, and why it is neither an envelope nor a Sigstore bundle. */
        public String sentence() {
            return place + ": " + reason;
        }

        @Override
        public Optional<DsseEnvelope> envelope() {
            return Optional.empty();
        }
    }
}
