/**
 * in-toto for Jenkins: links and layouts of the <a href="https://in-toto.io">in-toto</a> supply chain framework. The
 * packages below build on each other in one direction: JSON, artifacts, keys, model, envelopes, recording, verification,
 * reports, and the command line on top.
 */
package io.jenkins.plugins.intoto;
