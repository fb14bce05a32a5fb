/** What all commands share: their syntax, how they are called, and what they say on a terminal. */
package io.jenkins.plugins.intoto.cli.frame;
