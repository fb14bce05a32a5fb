/** Options that several commands share, and the files that they name. */
package io.jenkins.plugins.intoto.cli.option;
