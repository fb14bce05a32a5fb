/** What is wrong with a layout before it ever meets a link: demands that cannot be met, and rules that demand nothing. */
package io.jenkins.plugins.intoto.lint;
