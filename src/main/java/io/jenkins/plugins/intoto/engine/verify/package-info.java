/**
 * Verification of a supply chain against its layout (in-toto specification 1.0, section 5). The outcome is a value that
 * tells everything that was looked at, whether it passed or not.
 */
package io.jenkins.plugins.intoto.engine.verify;
