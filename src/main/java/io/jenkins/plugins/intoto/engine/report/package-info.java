/** Reports of a verification or a verdict: as JSON for programs, and as lines of text for terminals. */
package io.jenkins.plugins.intoto.engine.report;
