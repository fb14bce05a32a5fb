/** The command line. What it does is the engine's; here are options, messages and exit codes. */
package io.jenkins.plugins.intoto.cli;
