/** What belongs to one run of a job: recording its links, archiving them, and reading them back. Used by steps and jobs. */
package io.jenkins.plugins.intoto.run;
