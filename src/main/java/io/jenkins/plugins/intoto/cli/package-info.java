/** The command line {@code in-toto}. What it does is the engine's; here are its commands, options and messages. */
package io.jenkins.plugins.intoto.cli;
