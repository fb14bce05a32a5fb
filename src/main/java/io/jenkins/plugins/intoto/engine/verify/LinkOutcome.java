package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.Optional;

/**
 * What became of one file that could be a link of a step.
 *
 * @param file the name of the file
 * @param signer the id of the key that signed it; empty if that is not known
 * @param status whether it counts, or why it was dropped
 * @param identity whom the certificate names that was accepted for the signer; empty if it was a key of the layout; safe to
 *     show
 * @param remark what there is to say besides, such as why a file cannot be read or whose certificate it is; safe to show;
 *     may be empty
 * @param sublayout the verification of the sublayout that the file holds, if it holds one
 * @param origin which of several places the file comes from; empty if there is one only; safe to show
 */
public record LinkOutcome(
        String file,
        Optional<KeyId> signer,
        String identity,
        LinkStatus status,
        String remark,
        Optional<Verification> sublayout,
        String origin) {

    static LinkOutcome of(String file, KeyId signer, LinkStatus status) {
        return new LinkOutcome(file, Optional.of(signer), "", status, "", Optional.empty(), "");
    }

    static LinkOutcome of(String file, KeyId signer, LinkStatus status, String remark) {
        return new LinkOutcome(file, Optional.of(signer), "", status, DisplayText.of(remark), Optional.empty(), "");
    }

    static LinkOutcome ofCertificate(String file, KeyId signer, String identity) {
        return new LinkOutcome(
                file,
                Optional.of(signer),
                DisplayText.of(identity),
                LinkStatus.ACCEPTED,
                "certificate of " + DisplayText.of(identity),
                Optional.empty(),
                "");
    }

    LinkOutcome withStatus(LinkStatus newStatus) {
        return new LinkOutcome(file, signer, identity, newStatus, remark, sublayout, origin);
    }

    LinkOutcome withSublayout(LinkStatus newStatus, Verification verification) {
        return new LinkOutcome(file, signer, identity, newStatus, remark, Optional.of(verification), origin);
    }

    LinkOutcome from(String place) {
        return new LinkOutcome(file, signer, identity, status, remark, sublayout, DisplayText.of(place));
    }
}
