package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.text.DisplayText;

/** Says in words what became of a link. */
public final class LinkRemarks {
    private LinkRemarks() {}

    /**
     * @param link what became of the link
     * @param step the name of the step that it was looked at for
     * @param names what keys are called
     * @return a clause about it, without a final stop, safe to show as text
     */
    public static String of(LinkOutcome link, String step, KeyNames names) {
        var signer = names.signer(link).orElse("an unknown key");
        var remark = link.remark().isEmpty() ? "" : " (" + link.remark() + ")";
        var what =
                switch (link.status()) {
                    case USED, ACCEPTED -> "is validly signed by " + signer;
                    case NOT_SIGNED -> "has no signature by " + signer;
                    case SIGNATURE_INVALID -> "has an invalid signature by " + signer;
                    case KEY_UNUSABLE -> "is signed by a key that must not be used";
                    case OTHER_STEP -> "is not a link of step '" + DisplayText.of(step) + "'";
                    case NOT_ADMITTED -> "does not count here";
                    case SAME_FUNCTIONARY -> "is by a key that counts already";
                    case NOT_AUTHORISED -> "is by " + signer + ", who may not carry out this step";
                    case CERTIFICATE_REFUSED -> "has no certificate that this step accepts";
                    case SUBLAYOUT_FAILED -> "is a sublayout that did not verify";
                    case UNREADABLE -> "cannot be read";
                };
        return DisplayText.of(link.file()) + " " + what + remark;
    }
}
