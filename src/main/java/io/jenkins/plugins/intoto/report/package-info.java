/** Reports of a verification: as JSON for programs, as lines of text for terminals, as a picture of the chain. */
package io.jenkins.plugins.intoto.report;
