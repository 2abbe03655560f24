// What this product does with what people tell it, in plain words. A college adds its own name for who answers
// questions, and its own times, by publishing the next version.
export const firstPrivacyNotice = {
  title: 'Privacy notice',
  body: `This says what we keep about you, who sees it, how long we keep it, and what you can ask of us.

What we keep. The name you would like us to use. How to reach you: your email, phone or postal address, as you choose. Which courses you asked for, waited for, took and left. The messages we sent you. If you tell us: what helps you, what you need, who supports you, and who to call in an emergency. We never ask for a diagnosis or your date of birth.

Why we keep it. To run your courses, to reach you, and to make sure that you can take part. We do not sell it, and we do not use it for advertising.

Who sees it. The college office sees what it needs to run the college. The trainers of a course you have a place on see the name you use, what helps you, who supports you, and those of your needs that you share with them. They can look up your emergency contact when they have a reason, and each look is written down: you can see who looked, and why. Other students do not see your details.

Equality questions. They are always your choice. Your answers are kept apart from your name, and are only ever counted.

When you only look around. You can read every course without telling us who you are. There are no advertisements, no tracking, and nothing is loaded from other companies.

Cookies. We set one cookie when you open a form, such as the one to sign in. It keeps your form yours, and keeps you signed in: for two weeks without a visit, and for three months at most. A second one stays for a year where you have signed in. It lets us slow down people who guess passwords without keeping you out, and it opens nothing by itself. Against guessing we also count how often somebody tried, in a form from which nobody can read an address back.

How safe it is. Nobody can read your password, us included. Our messages and calendar entries can be seen by whoever sees your phone or your post: you can choose calendar titles that say nothing about the course, under My details. If you make a private calendar address, keep it to yourself: whoever has it can see your dates. You can make a new one at any time.

How long we keep it. What you tell us about yourself stays until you change it or close your account. When you close it, what you told us about yourself is taken out. What was done, and which of your places were given, stays without your name, so that our numbers stay true.

What you can do. You can see everything we keep about you, take it with you, put it right, or close your account. You find this under My details, and you can ask the office instead. If you are not happy with what we do, you can tell the Information Commissioner’s Office.`,
}
